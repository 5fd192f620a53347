import { type AssetRef, assetRef, type LifeOutcome } from "@phm/domain";
import { createLogger, type JsonObject, Metrics, openStore, Resources } from "@phm/service-kit";
import { AssetClock } from "../src/alarms/asset-clock.js";
import { type AssetState, STATE_COLLECTION } from "../src/assess/asset-state.js";
import { PrognosisHistory } from "../src/assess/prognosis-history.js";
import { openModels } from "../src/models/open-models.js";
import { OutcomeBook } from "../src/outcomes/outcome-book.js";
import { type StoredVerdict, VERDICT_COLLECTION, VerdictLog } from "../src/verdicts/verdict-log.js";
import { at } from "./said-estimates.js";

export const SCOPE = { organisation: "acme", site: "north", timeScale: "overload_rig" } as const;
export const pump = (number: number): AssetRef => assetRef(SCOPE.organisation, SCOPE.site, `pump-${number}`);

const logger = createLogger({ service: "test", level: "silent" });

/** The models of a predict process on stores in a folder, or in a database. Opened twice it is two processes. */
export async function openRegistry(folder: string, mongoUrl?: string) {
  const resources = new Resources();
  const metrics = new Metrics("predict");
  const place = { database: `phm_models_test_${process.pid}`, folder, file: "predict.db" };
  const store = await openStore(mongoUrl ? { ...place, mongoUrl } : place);
  resources.use("store", store, (open) => open.close());
  const states = await store.collection<AssetState>(STATE_COLLECTION);
  const outcomes = await OutcomeBook.open(store);
  const prognoses = new PrognosisHistory(await store.series<JsonObject>("prognoses"));
  const verdicts = new VerdictLog(await store.collection<StoredVerdict>(VERDICT_COLLECTION));
  const directory = { find: async (ref: AssetRef) => ({ ref }) } as never;
  const needs = { directory, states, outcomes, prognoses, verdicts, clock: new AssetClock(states, () => 1_700_000_000_000) };
  const config = {
    serviceName: "predict",
    mongodbUrl: mongoUrl,
    mongodbPrefix: `phm_models_test_${process.pid}`,
    dataDir: folder,
  } as never;
  const context = await openModels(config, { store, resources, logger, metrics } as never, needs);
  const metric = async (name: string) =>
    (await metrics.registry.metrics()).split("\n").filter((line) => line.startsWith(`phm_predict_${name}`));
  return { ...context, ...needs, store, metric, close: () => resources.close() };
}

/** A life that ended after 1000 s, of which a model had said so much. */
export function endedLife(number: number, model: string, coveredRatio: number, pinballLn = 0.2): LifeOutcome {
  return {
    ...{ ref: pump(number), verdictId: `acme:north:pump-${number}:wo:verdict`, censored: false, momentsLn: [] },
    ...{ lifeStartNs: at(number), lifeEndNs: at(number + 1000), closedNs: at(number + 1100) },
    byModel: [
      {
        ...{ model, estimates: 100, covered: Math.round(100 * coveredRatio), pinballLn, medianErrorLn: 0.3, remainingLn: [] },
        ...{ lowerBounds: 0, lowerBoundsHeld: 0, censored: 0, outlasted: 0 },
      },
    ],
  };
}
