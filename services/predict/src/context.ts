import { AssetDirectory, type BaseContext, type Collection, type JsonObject, openBaseContext } from "@phm/service-kit";
import { type AssetState, STATE_COLLECTION } from "./assess/asset-state.js";
import { type LateAcquisition, LateAcquisitions } from "./assess/late-acquisitions.js";
import { PrognosisHistory } from "./assess/prognosis-history.js";
import type { PredictConfig } from "./config.js";
import { PredictMetrics } from "./metrics.js";

export interface PredictContext extends BaseContext {
  readonly directory: AssetDirectory;
  readonly states: Collection<AssetState>;
  readonly prognoses: PrognosisHistory;
  readonly late: LateAcquisitions;
  readonly predictMetrics: PredictMetrics;
}

export async function createContext(config: PredictConfig): Promise<PredictContext> {
  const base = await openBaseContext(config);
  const { link, store, metrics, resources } = base;
  return {
    ...base,
    directory: resources.use("directory", await AssetDirectory.open(link), (open) => open.close()),
    states: await store.collection<AssetState>(STATE_COLLECTION),
    prognoses: new PrognosisHistory(await store.series<JsonObject>("prognoses")),
    late: new LateAcquisitions(await store.series<LateAcquisition>("late")),
    predictMetrics: new PredictMetrics(metrics),
  };
}
