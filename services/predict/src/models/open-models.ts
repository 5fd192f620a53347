import type { BaseConfig, BaseContext, BlobShelf, Collection, JsonObject } from "@phm/service-kit";
import { openServiceBlobs } from "@phm/service-kit";
import type { AssetClock } from "../alarms/asset-clock.js";
import type { AssetState } from "../assess/asset-state.js";
import { PrognosisHistory } from "../assess/prognosis-history.js";
import { OutcomeBook } from "../outcomes/outcome-book.js";
import { DriftBook } from "./drift-book.js";
import type { FalseTicketOptions } from "./false-tickets.js";
import { LiveLives } from "./live-lives.js";
import { ModelArtefacts } from "./model-artefacts.js";
import { ModelGate } from "./model-gate.js";
import { ModelLines } from "./model-lines.js";
import { ModelMetrics } from "./model-metrics.js";
import { ModelRegistry } from "./model-registry.js";
import { modelShelf } from "./model-shelf.js";
import { ModelUpkeep } from "./model-upkeep.js";
import { ServedModelShelf } from "./served-model-shelf.js";
import { LINE_COLLECTION, MODEL_COLLECTION, type StoredLine, type StoredModel } from "./stored-model.js";

/** What the rest of predict uses of the models. */
export interface ModelContext {
  readonly models: ServedModelShelf;
  readonly registry: ModelRegistry;
  readonly modelLines: ModelLines;
  readonly modelUpkeep: ModelUpkeep;
  readonly modelMetrics: ModelMetrics;
  readonly live: LiveLives;
  readonly drift: DriftBook;
  readonly shadows: PrognosisHistory;
  readonly shadowOutcomes: OutcomeBook;
  readonly modelShelf: BlobShelf;
}

/** What the models need of the rest of predict. */
export interface ModelNeeds extends Omit<FalseTicketOptions, "shadows"> {
  readonly states: Collection<AssetState>;
  readonly outcomes: OutcomeBook;
  readonly clock: AssetClock;
}

/** Opens the registry and all that serves from it; when it resolves, every scope is served with its own models. */
export async function openModels(config: BaseConfig, base: BaseContext, needs: ModelNeeds): Promise<ModelContext> {
  const { store, resources, logger, metrics } = base;
  const blobs = resources.use("model documents", await openServiceBlobs(config, "models"), (open) => open.close());
  const models = await store.collection<StoredModel>(MODEL_COLLECTION);
  const history = await store.series<JsonObject>("model_events");
  const lines = new ModelLines(await store.collection<StoredLine>(LINE_COLLECTION), history);
  const shadows = new PrognosisHistory(await store.series<JsonObject>("shadow_prognoses"));
  const shadowOutcomes = await OutcomeBook.open(store, "shadow_outcomes");
  const modelMetrics = new ModelMetrics(metrics);
  const artefacts = new ModelArtefacts(blobs);
  const shelf = new ServedModelShelf({ lines, models, artefacts, logger, failed: () => modelMetrics.loadFailed() });
  const live = new LiveLives({ directory: needs.directory, outcomes: needs.outcomes, shadowOutcomes });
  const gate = new ModelGate(live, { ...needs, shadows });
  const registry = new ModelRegistry({ models, lines, artefacts, shelf, gate, live, nowNs: () => needs.clock.wallNs() });
  const drift = new DriftBook();
  const upkeep = new ModelUpkeep({ registry, lines, shelf, live, drift, metrics: modelMetrics, logger });
  await resources.use("model upkeep", upkeep, (running) => running.stop()).start();
  return {
    ...{ models: shelf, registry, modelLines: lines, modelUpkeep: upkeep, modelMetrics },
    ...{ live, drift, shadows, shadowOutcomes, modelShelf: modelShelf(blobs, models) },
  };
}
