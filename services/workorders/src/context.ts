import { NS_PER_MS } from "@phm/domain";
import { applyAdvisory } from "@phm/pipeline";
import { AssetDirectory, type BaseContext, type Collection, type JsonObject, openBaseContext } from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState } from "./advise/advice-state.js";
import { AdvisoryLog } from "./advise/advisory-log.js";
import type { WorkordersConfig } from "./config.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase, type StoredRevision } from "./knowledge/knowledge-base.js";
import { WorkordersMetrics } from "./metrics.js";
import { ORDER_COLLECTION, type StoredOrder, WorkOrderBook } from "./orders/work-order-book.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "./register/asset-register.js";

export interface WorkordersContext extends BaseContext {
  readonly register: AssetRegister;
  readonly advice: Collection<AdviceState>;
  readonly advisories: AdvisoryLog;
  readonly orders: WorkOrderBook;
  readonly knowledge: KnowledgeBase;
  readonly workordersMetrics: WorkordersMetrics;
}

export async function createContext(config: WorkordersConfig): Promise<WorkordersContext> {
  const base = await openBaseContext(config);
  const { link, store, metrics, resources } = base;
  const directory = resources.use("directory", await AssetDirectory.open(link), (open) => open.close());
  const register = new AssetRegister(await store.collection<RegisteredAsset>(ASSET_COLLECTION), (asset) => directory.announce(asset));
  await register.announceAll();
  return {
    ...base,
    register,
    advice: await store.collection<AdviceState>(ADVICE_COLLECTION),
    advisories: new AdvisoryLog(await store.series<JsonObject>("advisories")),
    orders: new WorkOrderBook(await store.collection<StoredOrder>(ORDER_COLLECTION), applyAdvisory),
    knowledge: new KnowledgeBase(await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION), () => BigInt(Date.now()) * NS_PER_MS),
    workordersMetrics: new WorkordersMetrics(metrics),
  };
}
