import { applyAdvisory, followCourse } from "@phm/advisory";
import { PeopleService, SuppressionService, WorkOrderService } from "@phm/contracts";
import {
  type Advisory,
  acquisitionId,
  addSeconds,
  assetKey,
  type ConditionState,
  NS_PER_MS,
  storedTime,
  type TimeBase,
  type WorkOrder,
} from "@phm/domain";
import {
  createClient,
  createLogger,
  GrpcServer,
  type JetStreamPublisher,
  Metrics,
  openBlobStore,
  openStore,
  type Publication,
} from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState } from "../src/advise/advice-state.js";
import { AdvisoryLog } from "../src/advise/advisory-log.js";
import { MachineClock } from "../src/advise/machine-clock.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase } from "../src/knowledge/knowledge-base.js";
import { WorkordersMetrics } from "../src/metrics.js";
import { AttachmentStore } from "../src/orders/attachment-store.js";
import { OrderDesk } from "../src/orders/order-desk.js";
import { OrderEventLog } from "../src/orders/order-event-log.js";
import { OrderOutbox } from "../src/orders/order-outbox.js";
import { OrderStock } from "../src/orders/order-stock.js";
import { PEOPLE_COLLECTION, People, type Person } from "../src/orders/people.js";
import { ORDER_COLLECTION, type StoredOrder } from "../src/orders/stored-order.js";
import { WorkOrderBook } from "../src/orders/work-order-book.js";
import { PartStore } from "../src/parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "../src/parts/stored-part.js";
import type { StoredRevision } from "../src/revisions/revision-book.js";
import { peopleService } from "../src/serve/people-service.js";
import { suppressionService } from "../src/serve/suppression-service.js";
import { workOrderService } from "../src/serve/work-order-service.js";
import { type StoredSuppression, SUPPRESSION_COLLECTION, SuppressionBook } from "../src/suppressions/suppression-book.js";
import { advisoryOf } from "./advisory.js";

export const FIRST = advisoryOf("bearing_outer_race", "north");
export const WALL_MS = Number(FIRST.timeNs / NS_PER_MS) + 86_400_000;

/** A further advisory on the same fault. */
export function later(seconds: number, change: Partial<Advisory> = {}): Advisory {
  const acquisition = acquisitionId(`a${seconds}`);
  return { ...FIRST, id: `later-${seconds}`, acquisition, timeNs: addSeconds(FIRST.timeNs, seconds), ...change };
}

export interface Place {
  /** Of the embedded store, and of attached files. */
  readonly folder: string;
  readonly mongoUrl?: string;
  readonly database?: string;
}

export type OpenOrders = Awaited<ReturnType<typeof openOrders>>;

/** The service's own handlers behind a real gRPC server, on real stores, with a broker that keeps what it is given or is down. */
export async function openOrders({ folder, mongoUrl, database = "unused" }: Place) {
  const mongo = mongoUrl === undefined ? {} : { mongoUrl };
  const store = await openStore({ database, folder, file: "workorders.db", ...mongo });
  const blobs = await openBlobStore({ name: "attachments", database, folder: `${folder}/attachments`, ...mongo });
  const stored = await store.collection<StoredOrder>(ORDER_COLLECTION);
  const advice = await store.collection<AdviceState>(ADVICE_COLLECTION);
  const advisories = new AdvisoryLog(await store.series("advisories"));
  const broker = { isDown: false, published: [] as Publication[] };
  const publisher = {
    publish: async (publication: Publication) => {
      if (broker.isDown) throw new Error("the broker is down");
      broker.published.push(publication);
    },
  } as unknown as JetStreamPublisher;
  const logger = createLogger({ service: "test", level: "silent" });
  const metrics = new Metrics("test");
  const clock = new MachineClock(advice, () => WALL_MS);
  const orderLog = new OrderEventLog(await store.series("order_events"));
  const orders = new WorkOrderBook(stored, applyAdvisory, orderLog);
  const people = new People(await store.collection<Person>(PEOPLE_COLLECTION));
  const parts = new PartStore(await store.collection<StoredPart>(PART_COLLECTION), await store.series("part_movements"), () =>
    clock.wallNs(),
  );
  const stock = new OrderStock(stored, parts);
  const outbox = new OrderOutbox({ orders: stored, advice, publisher, release: (order) => stock.release(order, order.id) });
  const desk = new OrderDesk({ orders, people, advisories, outbox, stock, clock, metrics: new WorkordersMetrics(metrics), logger });
  const suppressions = new SuppressionBook(await store.collection<StoredSuppression>(SUPPRESSION_COLLECTION), clock);
  const knowledge = new KnowledgeBase(await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION), () => clock.wallNs());
  const services = [
    workOrderService({ orders, orderLog, desk, attachments: new AttachmentStore(blobs), people, knowledge }),
    peopleService({ people }),
    suppressionService({ suppressions }),
  ];
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics });
  const address = `127.0.0.1:${await server.start()}`;
  const clients = {
    orders: createClient(WorkOrderService, address),
    people: createClient(PeopleService, address),
    suppressions: createClient(SuppressionService, address),
  };

  /** What the advice on the machine has come to. */
  const reach = async (advisory: Advisory, timeBase: TimeBase) => {
    const statement = { family: "bearing", failureMode: advisory.failureMode, tier: "plan", confidence: 0.8 } as const;
    const times = { timeNs: storedTime(advisory.timeNs), dueNs: storedTime(advisory.dueNs) };
    const advised = { lastNs: null, cadenceS: null, levelRatio: 2, statements: [{ ...statement, ...times }] };
    const version = (await advice.get(assetKey(FIRST.ref)))?.version ?? 0;
    const reached = { acquisition: advisory.acquisition, timeNs: times.timeNs, timeBase };
    await advice.put(assetKey(FIRST.ref), { advisory: advised, ...reached }, version);
  };
  const advise = async (advisory: Advisory, timeBase: TimeBase = "recorded"): Promise<WorkOrder | undefined> => {
    await advisories.record(advisory);
    const order = await orders.apply(advisory);
    await reach(advisory, timeBase);
    return order;
  };
  /** An assessment of the machine, so many seconds after the first advisory. */
  const assess = async (seconds: number, change: Partial<ConditionState>) => {
    const timeNs = addSeconds(FIRST.timeNs, seconds);
    const of = { ref: FIRST.ref, acquisition: acquisitionId(`a${seconds}`), timeNs, featureSet: "core-v1", modelVersion: "m-1" };
    const condition = { ...of, state: "normal", sinceNs: timeNs, zone: null, onsetNs: null, levelRatio: 1, ...change } as const;
    const health = { ...of, health: null, findings: [], unjudged: [] };
    const prognosis = { ...of, status: "abstain", model: "m", reason: "none", reasonZh: "无" } as const;
    await orders.followMachine(FIRST.ref, (order) => followCourse(order, { condition, health, prognosis }, 10, {}));
  };
  const stop = async () => {
    for (const client of Object.values(clients)) client.close();
    await server.stop();
    await blobs.close();
    await store.close();
  };
  const judged = async () => (await advice.get(assetKey(FIRST.ref)))?.value.advisory.statements[0]?.judged;
  return {
    ...{ store, stored, orders, desk, broker, outbox, parts, stock, logger, advise, assess, judged, stop },
    call: clients.orders.call,
    people: clients.people.call,
    suppressions: clients.suppressions.call,
  };
}
