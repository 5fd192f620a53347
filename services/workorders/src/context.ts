import { LINK_STREAMS } from "@phm/contracts";
import { applyAdvisory } from "@phm/pipeline";
import {
  ANNOUNCEMENT_TOPOLOGY,
  AssetDirectory,
  type BaseContext,
  type Collection,
  ensureTopology,
  type JsonObject,
  linkTopology,
  openBaseContext,
} from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState } from "./advise/advice-state.js";
import { AdvisoryLog } from "./advise/advisory-log.js";
import { MachineClock } from "./advise/machine-clock.js";
import type { WorkordersConfig } from "./config.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase, type StoredRevision } from "./knowledge/knowledge-base.js";
import { WorkordersMetrics } from "./metrics.js";
import { OrderEnder } from "./orders/order-ender.js";
import { OrderOutbox } from "./orders/order-outbox.js";
import { OrderUpkeep } from "./orders/order-upkeep.js";
import { ORDER_COLLECTION, type StoredOrder } from "./orders/stored-order.js";
import { WorkOrderBook } from "./orders/work-order-book.js";
import { PartStore } from "./parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "./parts/stored-part.js";
import { PLANNED_STOP_COLLECTION, PlannedStops, type StoredPlannedStop } from "./planning/planned-stops.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "./register/asset-register.js";

export interface WorkordersContext extends BaseContext {
  readonly register: AssetRegister;
  readonly advice: Collection<AdviceState>;
  readonly advisories: AdvisoryLog;
  readonly orders: WorkOrderBook;
  readonly ender: OrderEnder;
  readonly knowledge: KnowledgeBase;
  readonly plannedStops: PlannedStops;
  readonly parts: PartStore;
  readonly workordersMetrics: WorkordersMetrics;
}

export async function createContext(config: WorkordersConfig): Promise<WorkordersContext> {
  const base = await openBaseContext(config);
  const { link, store, metrics, resources, publisher, logger } = base;
  const directory = resources.use("directory", await AssetDirectory.open(link), (open) => open.close());
  const register = new AssetRegister(await store.collection<RegisteredAsset>(ASSET_COLLECTION), (asset) => directory.announce(asset));
  await register.announceAll();
  const workordersMetrics = new WorkordersMetrics(metrics);
  const stored = await store.collection<StoredOrder>(ORDER_COLLECTION);
  const orders = new WorkOrderBook(stored, applyAdvisory);
  const advice = await store.collection<AdviceState>(ADVICE_COLLECTION);
  const advisories = new AdvisoryLog(await store.series<JsonObject>("advisories"));
  const clock = new MachineClock(advice);
  const outbox = new OrderOutbox({ orders: stored, advice, publisher });
  // Ends that a crash has left untold are told before the first assessment is taken: their streams must be there.
  await ensureTopology(link, [linkTopology(LINK_STREAMS.verdict), ANNOUNCEMENT_TOPOLOGY]);
  await resources.use("order upkeep", new OrderUpkeep(outbox, logger), (running) => running.stop()).start();
  return {
    ...base,
    register,
    advice,
    advisories,
    orders,
    ender: new OrderEnder({ orders, advisories, outbox, clock, metrics: workordersMetrics, logger }),
    knowledge: new KnowledgeBase(await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION), () => clock.wallNs()),
    parts: new PartStore(await store.collection<StoredPart>(PART_COLLECTION), await store.series<JsonObject>("part_movements"), () =>
      clock.wallNs(),
    ),
    plannedStops: new PlannedStops(await store.collection<StoredPlannedStop>(PLANNED_STOP_COLLECTION)),
    workordersMetrics,
  };
}
