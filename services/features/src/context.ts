import { createManipulator, type Manipulator } from "@phm/pipeline";
import { AssetDirectory, type BaseContext, openBaseContext } from "@phm/service-kit";
import type { FeaturesConfig } from "./config.js";
import { FeatureHistory, type StoredFeatures } from "./history/feature-history.js";
import { FeaturesMetrics } from "./metrics.js";

export interface FeaturesContext extends BaseContext {
  readonly directory: AssetDirectory;
  readonly manipulator: Manipulator;
  readonly history: FeatureHistory;
  readonly featuresMetrics: FeaturesMetrics;
}

export async function createContext(config: FeaturesConfig): Promise<FeaturesContext> {
  const base = await openBaseContext(config);
  const { link, store, metrics, resources } = base;
  const directory = resources.use("directory", await AssetDirectory.open(link), (open) => open.close());
  const history = new FeatureHistory(await store.series<StoredFeatures>("features"));
  return { ...base, directory, manipulator: createManipulator(), history, featuresMetrics: new FeaturesMetrics(metrics) };
}
