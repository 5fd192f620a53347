import { applyAdvisory } from "@phm/advisory";
import { assetRef, type NotificationChannel, type NotificationRule, NS_PER_MS, organisationId, pointId, type TimeNs } from "@phm/domain";
import {
  type Collection,
  type CollectionSpec,
  createLogger,
  type DocumentStore,
  type JetStreamPublisher,
  type JsonObject,
  type JsonOf,
  type MessageHandler,
  Metrics,
  openStore,
  type Publication,
  type Series,
} from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState } from "../../src/advise/advice-state.js";
import { AdvisoryLog } from "../../src/advise/advisory-log.js";
import { MachineClock } from "../../src/advise/machine-clock.js";
import { takeAssessment } from "../../src/advise/take-assessment.js";
import { BEARING_COLLECTION, SiteBearings } from "../../src/bearings/site-bearings.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase } from "../../src/knowledge/knowledge-base.js";
import { WorkordersMetrics } from "../../src/metrics.js";
import { DELIVERY_COLLECTION, DeliveryLog, type NewDelivery, type StoredDelivery } from "../../src/notify/delivery-log.js";
import { NOTIFICATION_SETTING_COLLECTION, NotificationSettings, type StoredSetting } from "../../src/notify/notification-settings.js";
import { takeOrderNotice } from "../../src/notify/take-order-notice.js";
import { OrderDesk } from "../../src/orders/order-desk.js";
import { OrderEventLog } from "../../src/orders/order-event-log.js";
import { OrderOutbox } from "../../src/orders/order-outbox.js";
import { OrderStock } from "../../src/orders/order-stock.js";
import { PEOPLE_COLLECTION, People, type Person } from "../../src/orders/people.js";
import { ORDER_COLLECTION, type StoredOrder } from "../../src/orders/stored-order.js";
import { WorkOrderBook } from "../../src/orders/work-order-book.js";
import { PartStore } from "../../src/parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "../../src/parts/stored-part.js";
import { PLANNED_STOP_COLLECTION, PlannedStops, type StoredPlannedStop } from "../../src/planning/planned-stops.js";
import { CONDITION_COLLECTION, ConditionBook, type StoredConditionMarks } from "../../src/plans/condition-book.js";
import { RUN_COUNT_COLLECTION, RunHours, type StoredRunCount } from "../../src/plans/run-hours.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "../../src/register/asset-register.js";
import type { StoredRevision } from "../../src/revisions/revision-book.js";
import { type StoredSuppression, SUPPRESSION_COLLECTION, SuppressionBook } from "../../src/suppressions/suppression-book.js";
import { type Life, mortal } from "./mortal.js";

export const ORGANISATION = organisationId("acme");
export const SITE = "north";
/** Every transition is told to both. */
export const CHANNELS = ["mail", "group"];

/** What outlives a process: the store's files and the broker. */
export interface World {
  readonly store: DocumentStore;
  /** Everything that was ever published, repetitions included: the broker's window against them has passed. */
  readonly published: Publication[];
  readonly nowMs: () => number;
  readonly faults: Faults;
}

/** Faults to be found: what a service that has them would do. */
export interface Faults {
  /** Of the orders' collection. */
  readonly spec?: (spec: CollectionSpec) => CollectionSpec;
  /** To every order that is written. */
  readonly write?: (order: StoredOrder) => StoredOrder;
  /** To every part that is written. */
  readonly writePart?: (part: StoredPart) => StoredPart;
  /** To every message that is put into the outbox. */
  readonly addsDelivery?: (delivery: NewDelivery) => NewDelivery;
}

export async function openWorld(folder: string, nowMs: () => number, faults: Faults = {}): Promise<World> {
  return { store: await openStore({ database: "unused", folder, file: "workorders.db" }), published: [], nowMs, faults };
}

/** The service as one process has it: its own parts, over what outlives it. */
export type Office = ReturnType<Awaited<ReturnType<typeof furnish>>>;

/** Opens the collections once; every call gives a process that lives as long as it is told to. */
export async function furnish({ store, published, nowMs, faults }: World) {
  const opened = await openCollections(store, faults);
  return (life: Life) => {
    const of = <T extends object>(target: T): T => mortal(target, life);
    const publisher = of({
      publish: async (publication: Publication) => void published.push(publication),
    }) as unknown as JetStreamPublisher;
    const nowNs = (): TimeNs => BigInt(nowMs()) * NS_PER_MS;
    const advice = of(opened.advice);
    const stored = of(opened.orders);
    const clock = new MachineClock(advice, nowMs);
    const metrics = new WorkordersMetrics(new Metrics("test"));
    const orderLog = new OrderEventLog(of(opened.orderEvents));
    const orders = new WorkOrderBook(stored, applyAdvisory, orderLog);
    const advisories = new AdvisoryLog(of(opened.advisories));
    const people = new People(of(opened.people));
    const parts = new PartStore(of(opened.parts), of(opened.movements), nowNs);
    const stock = new OrderStock(stored, parts);
    const outbox = new OrderOutbox({ orders: stored, advice, publisher, release: (order) => stock.release(order, order.id) });
    const settings = new NotificationSettings(of(opened.settings));
    const deliveries = new DeliveryLog(of(opened.deliveries));
    const { addsDelivery = (each: NewDelivery) => each } = faults;
    const outgoing = { add: (each: NewDelivery, now: TimeNs) => deliveries.add(addsDelivery(each), now) } as DeliveryLog;
    const logger = createLogger({ service: "test", level: "silent" });
    const register = new AssetRegister(of(opened.assets), new SiteBearings(of(opened.bearings), nowNs), async () => {});
    const takes: MessageHandler = takeAssessment({
      ...{ register, advice, advisories, orders, parts, publisher, metrics },
      knowledge: new KnowledgeBase(of(opened.knowledge), nowNs),
      bills: { placed: async () => [] },
      plannedStops: new PlannedStops(of(opened.plannedStops)),
      plans: { conditions: new ConditionBook(of(opened.conditionMarks)), runHours: new RunHours(of(opened.runCounts)) },
      suppressions: new SuppressionBook(of(opened.suppressions), clock),
    });
    return {
      ...{ orders, orderLog, outbox, parts, stock, register, advisories, deliveries, settings, takes },
      desk: new OrderDesk({ orders, people, advisories, outbox, stock, clock, metrics, logger }),
      notices: takeOrderNotice({ settings, deliveries: outgoing, nowNs }),
      storedOrders: opened.orders,
    };
  };
}

/** What a process does when it starts: it takes out of stock and tells what the one before it has left. */
export async function startUp({ outbox, stock }: Pick<Office, "outbox" | "stock">): Promise<void> {
  while ((await stock.settlePending(100)) > 0);
  while ((await outbox.announcePending(100)) > 0);
}

/** A machine that is assessed, and two channels that are told everything. */
export async function settle(office: Office, asset: string): Promise<void> {
  const point = { id: pointId("h"), quantity: "acceleration", unit: "g" } as const;
  await office.register.put({ ref: assetRef(ORGANISATION, SITE, asset), kind: "pump", component: "bearing", points: [point] });
  for (const id of CHANNELS) await office.settings.putChannel(channel(id));
  await office.settings.putRule(EVERYTHING);
}

const channel = (id: string): NotificationChannel => ({
  ...{ id, organisation: ORGANISATION, kind: "webhook", url: "http://127.0.0.1:9/", to: [] },
  ...{ language: "en", roles: ["technician"] },
});
const EVERYTHING: NotificationRule = {
  ...{ id: "all", organisation: ORGANISATION, kinds: ["order_opened", "order_changed", "order_ended"], leastTier: "watch" },
  ...{ roles: ["technician"], escalateTo: [] },
};

async function openCollections(store: DocumentStore, { spec = (each) => each, write, writePart }: Faults) {
  return {
    orders: altered(await store.collection<StoredOrder>(spec(ORDER_COLLECTION)), write),
    advice: await store.collection<AdviceState>(ADVICE_COLLECTION),
    advisories: await store.series<JsonObject>("advisories"),
    orderEvents: await store.series<JsonObject>("order_events"),
    people: await store.collection<Person>(PEOPLE_COLLECTION),
    parts: altered(await store.collection<StoredPart>(PART_COLLECTION), writePart),
    movements: (await store.series("part_movements")) as Series<JsonObject>,
    settings: await store.collection<StoredSetting>(NOTIFICATION_SETTING_COLLECTION),
    deliveries: await store.collection<StoredDelivery>(DELIVERY_COLLECTION),
    assets: await store.collection<RegisteredAsset>(ASSET_COLLECTION),
    bearings: await store.collection<StoredRevision>(BEARING_COLLECTION),
    knowledge: await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION),
    runCounts: await store.collection<StoredRunCount>(RUN_COUNT_COLLECTION),
    conditionMarks: await store.collection<StoredConditionMarks>(CONDITION_COLLECTION),
    plannedStops: await store.collection<StoredPlannedStop>(PLANNED_STOP_COLLECTION),
    suppressions: await store.collection<StoredSuppression>(SUPPRESSION_COLLECTION),
  };
}

/** The same collection, but that something is done to each document before it is written. */
function altered<T extends JsonOf<T>>(collection: Collection<T>, write: ((value: T) => T) | undefined): Collection<T> {
  if (!write) return collection;
  return new Proxy(collection, {
    get: (_, name) => {
      const member: unknown = Reflect.get(collection, name);
      if (typeof member !== "function") return member;
      return (...[id, value, ...rest]: [unknown, T, ...unknown[]]) =>
        Reflect.apply(member, collection, name === "insert" || name === "put" ? [id, write(value), ...rest] : [id, value, ...rest]);
    },
  });
}
