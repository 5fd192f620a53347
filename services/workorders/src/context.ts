import { LINK_STREAMS } from "@phm/contracts";
import type { AssetRef } from "@phm/domain";
import { applyAdvisory } from "@phm/pipeline";
import {
  ANNOUNCEMENT_TOPOLOGY,
  AssetDirectory,
  type BaseContext,
  type BlobShelf,
  type Collection,
  ErasedContents,
  ensureTopology,
  type JsonObject,
  linkTopology,
  openBaseContext,
  openServiceBlobs,
} from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState } from "./advise/advice-state.js";
import { AdvisoryLog } from "./advise/advisory-log.js";
import { MachineClock } from "./advise/machine-clock.js";
import { BEARING_COLLECTION, SiteBearings } from "./bearings/site-bearings.js";
import type { WorkordersConfig } from "./config.js";
import {
  CUSTOMER_COLLECTION,
  CUSTOMER_LINK_COLLECTION,
  CustomerBook,
  type StoredCustomer,
  type StoredCustomerLink,
} from "./customers/customer-book.js";
import { EquipmentTree } from "./equipment/equipment-tree.js";
import { equipmentUpkeep } from "./equipment/equipment-upkeep.js";
import { machineFacts } from "./equipment/machine-facts.js";
import { type EquipmentParts, openEquipment } from "./equipment/open-equipment.js";
import { EQUIPMENT_COLLECTION, type StoredEquipment } from "./equipment/stored-equipment.js";
import { type ExchangeParts, openExchange } from "./exchange/open-exchange.js";
import { type InspectionParts, openInspection } from "./inspection/open-inspection.js";
import { openShelves } from "./integrity/open-shelves.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase } from "./knowledge/knowledge-base.js";
import { OrderKpis } from "./kpis/order-kpis.js";
import { WorkordersMetrics } from "./metrics.js";
import { MIGRATIONS } from "./migrations/migrations.js";
import { type Notifications, openNotifications } from "./notify/open-notifications.js";
import { AttachmentStore } from "./orders/attachment-store.js";
import { OrderDesk } from "./orders/order-desk.js";
import { OrderEventLog } from "./orders/order-event-log.js";
import { OrderOutbox } from "./orders/order-outbox.js";
import { OrderStock } from "./orders/order-stock.js";
import { orderUpkeep } from "./orders/order-upkeep.js";
import { PEOPLE_COLLECTION, People, type Person } from "./orders/people.js";
import { ORDER_COLLECTION, type StoredOrder } from "./orders/stored-order.js";
import { WorkOrderBook } from "./orders/work-order-book.js";
import { AllowedTargets } from "./outgoing/allowed-targets.js";
import { outgoingFetch } from "./outgoing/outgoing-fetch.js";
import { BILL_COLLECTION, BillBook, PART_USE_COLLECTION, type StoredBill, type StoredPartUse } from "./parts/bill-book.js";
import { NeededParts } from "./parts/needed-parts.js";
import { PartStore } from "./parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "./parts/stored-part.js";
import { PAST_ORDER_COLLECTION, PastOrderBook, type StoredPastOrder } from "./past-orders/past-order-book.js";
import { PLANNED_STOP_COLLECTION, PlannedStops, type StoredPlannedStop } from "./planning/planned-stops.js";
import { openPlans, type PlanParts } from "./plans/open-plans.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "./register/asset-register.js";
import type { StoredRevision } from "./revisions/revision-book.js";
import { type StoredSuppression, SUPPRESSION_COLLECTION, SuppressionBook } from "./suppressions/suppression-book.js";

export interface WorkordersContext extends BaseContext {
  readonly register: AssetRegister;
  readonly equipment: EquipmentParts;
  readonly bearings: SiteBearings;
  readonly advice: Collection<AdviceState>;
  readonly advisories: AdvisoryLog;
  readonly orders: WorkOrderBook;
  readonly orderLog: OrderEventLog;
  readonly desk: OrderDesk;
  readonly attachments: AttachmentStore;
  readonly people: People;
  readonly suppressions: SuppressionBook;
  readonly knowledge: KnowledgeBase;
  readonly kpis: OrderKpis;
  readonly plannedStops: PlannedStops;
  readonly notifications: Notifications;
  readonly clock: MachineClock;
  readonly inspection: InspectionParts;
  readonly plans: PlanParts;
  readonly parts: PartStore;
  readonly bills: BillBook;
  readonly neededParts: NeededParts;
  readonly customers: CustomerBook;
  readonly pastOrders: PastOrderBook;
  readonly exchange: ExchangeParts;
  readonly workordersMetrics: WorkordersMetrics;
  readonly shelves: readonly BlobShelf[];
}

export async function createContext(config: WorkordersConfig): Promise<WorkordersContext> {
  const base = await openBaseContext(config, MIGRATIONS);
  const { link, store, metrics, resources, publisher, logger } = base;
  const directory = resources.use("directory", await AssetDirectory.open(link), (open) => open.close());
  const advice = await store.collection<AdviceState>(ADVICE_COLLECTION);
  const clock = new MachineClock(advice);
  const bearings = new SiteBearings(await store.collection<StoredRevision>(BEARING_COLLECTION), () => clock.wallNs());
  const assets = await store.collection<RegisteredAsset>(ASSET_COLLECTION);
  const nodes = await store.collection<StoredEquipment>(EQUIPMENT_COLLECTION);
  const tree = new EquipmentTree(nodes);
  const factsOf = async (ref: AssetRef) => {
    const machine = await tree.machineOf(ref);
    return machine ? machineFacts(machine.equipment) : {};
  };
  const register = new AssetRegister(assets, bearings, (asset) => directory.announce(asset), factsOf);
  await register.announceAll();
  const workordersMetrics = new WorkordersMetrics(metrics);
  const stored = await store.collection<StoredOrder>(ORDER_COLLECTION);
  const knowledge = new KnowledgeBase(await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION), () => clock.wallNs());
  const orderLog = new OrderEventLog(await store.series<JsonObject>("order_events"));
  const orders = new WorkOrderBook(stored, applyAdvisory, orderLog, async ({ ref: { organisation, site }, failureMode }) => {
    if (failureMode === undefined) return [];
    const { knowledge: entry } = await knowledge.entry({ organisation, site, failureMode });
    return entry.checks;
  });
  const erased = await ErasedContents.open(store);
  const people = new People(await store.collection<Person>(PEOPLE_COLLECTION));
  const blobs = resources.use("attachments", await openServiceBlobs(config, "attachments"), (open) => open.close());
  const advisories = new AdvisoryLog(await store.series<JsonObject>("advisories"));
  const parts = new PartStore(await store.collection<StoredPart>(PART_COLLECTION), await store.series<JsonObject>("part_movements"), () =>
    clock.wallNs(),
  );
  const stock = new OrderStock(stored, parts);
  const outbox = new OrderOutbox({ orders: stored, advice, publisher, release: (order) => stock.release(order, order.id) });
  const documents = resources.use("documents", await openServiceBlobs(config, "documents"), (open) => open.close());
  const equipment = await openEquipment({
    ...{ store, nodes, tree, register, orders, orderLog, advisories, logger },
    blobs: documents,
    nowNs: () => clock.wallNs(),
    changed: (kind) => workordersMetrics.equipmentChanged(kind),
  });
  const bills = new BillBook(
    await store.collection<StoredBill>(BILL_COLLECTION),
    await store.collection<StoredPartUse>(PART_USE_COLLECTION),
    equipment.assets.has,
  );
  await resources.use("equipment upkeep", equipmentUpkeep(equipment.aftermath, logger), (running) => running.stop()).start();
  // Transitions that a crash has left untold are told before the first assessment is taken: their streams must be there.
  await ensureTopology(link, [linkTopology(LINK_STREAMS.verdict), ANNOUNCEMENT_TOPOLOGY]);
  await resources.use("stock upkeep", stock.upkeep(logger), (running) => running.stop()).start();
  await resources.use("order upkeep", orderUpkeep(outbox, logger), (running) => running.stop()).start();
  const ask = outgoingFetch(new AllowedTargets(config.outgoingAllow));
  const notifications = await openNotifications({
    ask,
    ...{ store, orders, logger, metrics: workordersMetrics },
    mail: config.smtpUrl === undefined ? undefined : { url: config.smtpUrl, from: config.mailFrom },
    nowNs: () => clock.wallNs(),
  });
  resources.use("deliverer", notifications.deliverer, (running) => running.stop()).start();
  const desk = new OrderDesk({ orders, people, advisories, outbox, stock, clock, metrics: workordersMetrics, logger });
  const attachments = new AttachmentStore(blobs, (key) => erased.has("attachments", key));
  const inspection = await openInspection({
    ...{ store, blobs, orders, outbox, attachments, desk, logger, hasAsset: equipment.assets.has, nowNs: () => clock.wallNs() },
  });
  await resources.use("inspection upkeep", inspection.upkeep.periodic(logger), (running) => running.stop()).start();
  const plans = await openPlans({
    ...{ store, orders, outbox, logger, hasAsset: equipment.assets.has, nowNs: () => clock.wallNs() },
    isRetired: async (ref) => (await tree.machineOf(ref))?.equipment.state === "retired",
    machineNowNs: (ref) => clock.nowOf(ref),
  });
  await resources.use("plan rounds", plans.generator.rounds(), (running) => running.stop()).start();
  const plannedStops = new PlannedStops(await store.collection<StoredPlannedStop>(PLANNED_STOP_COLLECTION));
  const exchange = await openExchange({
    ...{ store, orders, desk, logger, stops: plannedStops, hasAsset: equipment.assets.has, nowNs: () => clock.wallNs() },
    variables: config.exchangeTokens,
    ask,
    metrics: workordersMetrics,
  });
  // Not waited for: another system that does not answer must not keep this service from starting.
  void resources.use("exchange rounds", exchange.rounds(), (running) => running.stop()).start();
  return {
    ...base,
    register,
    exchange,
    equipment,
    bearings,
    advice,
    advisories,
    orders,
    orderLog,
    desk,
    attachments,
    inspection,
    plans,
    pastOrders: new PastOrderBook(await store.collection<StoredPastOrder>(PAST_ORDER_COLLECTION), equipment.journal),
    people,
    kpis: new OrderKpis(stored, assets),
    suppressions: new SuppressionBook(await store.collection<StoredSuppression>(SUPPRESSION_COLLECTION), clock),
    knowledge,
    parts,
    bills,
    neededParts: new NeededParts(orders, parts, bills),
    customers: new CustomerBook(
      await store.collection<StoredCustomer>(CUSTOMER_COLLECTION),
      await store.collection<StoredCustomerLink>(CUSTOMER_LINK_COLLECTION),
      tree,
    ),
    plannedStops,
    notifications,
    clock,
    workordersMetrics,
    shelves: await openShelves(store, { attachments: blobs, documents }),
  };
}
