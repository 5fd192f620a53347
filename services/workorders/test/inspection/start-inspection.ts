import { applyAdvisory } from "@phm/advisory";
import { InspectionService, WorkOrderService } from "@phm/contracts";
import type { TimeNs } from "@phm/domain";
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
import { ADVICE_COLLECTION, type AdviceState } from "../../src/advise/advice-state.js";
import { AdvisoryLog } from "../../src/advise/advisory-log.js";
import { MachineClock } from "../../src/advise/machine-clock.js";
import { openInspection } from "../../src/inspection/open-inspection.js";
import { KNOWLEDGE_COLLECTION, KnowledgeBase } from "../../src/knowledge/knowledge-base.js";
import { WorkordersMetrics } from "../../src/metrics.js";
import { AttachmentStore } from "../../src/orders/attachment-store.js";
import { OrderDesk } from "../../src/orders/order-desk.js";
import { OrderEventLog } from "../../src/orders/order-event-log.js";
import { OrderOutbox } from "../../src/orders/order-outbox.js";
import { OrderStock } from "../../src/orders/order-stock.js";
import { PEOPLE_COLLECTION, People, type Person } from "../../src/orders/people.js";
import { ORDER_COLLECTION, type StoredOrder } from "../../src/orders/stored-order.js";
import { WorkOrderBook } from "../../src/orders/work-order-book.js";
import { PartStore } from "../../src/parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "../../src/parts/stored-part.js";
import type { StoredRevision } from "../../src/revisions/revision-book.js";
import { inspectionService } from "../../src/serve/inspection-service.js";
import { workOrderService } from "../../src/serve/work-order-service.js";

export interface Place {
  readonly folder: string;
  readonly database: string;
  readonly mongoUrl?: string;
}

/** What a process that is killed does no more: set, the next such call fails before or after it is done. */
export interface Kill {
  before?: "raise" | "announce";
  after?: "raise";
}

export type RunningInspection = Awaited<ReturnType<typeof startInspection>>;

/** The service's own handlers behind a real gRPC server, on real stores, with a clock that the test sets. */
export async function startInspection({ folder, database, mongoUrl }: Place, clock: { nowNs: TimeNs }) {
  const mongo = mongoUrl === undefined ? {} : { mongoUrl };
  const store = await openStore({ database, folder, file: `${database}.db`, ...mongo });
  const blobs = await openBlobStore({ name: "attachments", database, folder: `${folder}/${database}`, ...mongo });
  const stored = await store.collection<StoredOrder>(ORDER_COLLECTION);
  const advice = await store.collection<AdviceState>(ADVICE_COLLECTION);
  const advisories = new AdvisoryLog(await store.series("advisories"));
  const published: Publication[] = [];
  const publisher = { publish: async (publication: Publication) => void published.push(publication) } as unknown as JetStreamPublisher;
  const logger = createLogger({ service: "test", level: "silent" });
  const metrics = new Metrics("test");
  const machineClock = new MachineClock(advice, () => Number(clock.nowNs / 1_000_000n));
  const orderLog = new OrderEventLog(await store.series("order_events"));
  const book = new WorkOrderBook(stored, applyAdvisory, orderLog);
  const people = new People(await store.collection<Person>(PEOPLE_COLLECTION));
  const parts = new PartStore(await store.collection<StoredPart>(PART_COLLECTION), await store.series("part_movements"), () => clock.nowNs);
  const stock = new OrderStock(stored, parts);
  const outbox = new OrderOutbox({ orders: stored, advice, publisher, release: (order) => stock.release(order, order.id) });
  const desk = new OrderDesk({
    orders: book,
    people,
    advisories,
    outbox,
    stock,
    clock: machineClock,
    metrics: new WorkordersMetrics(metrics),
    logger,
  });
  const attachments = new AttachmentStore(blobs);
  const kill: Kill = {};
  const orders = Object.create(book) as WorkOrderBook;
  orders.raise = async (request) => {
    if (taken(kill, "before", "raise")) throw new Error("killed before the order");
    const result = await book.raise(request);
    if (taken(kill, "after", "raise")) throw new Error("killed after the order");
    return result;
  };
  const inspection = await openInspection({
    ...{ store, blobs, orders, outbox, attachments, desk, logger, nowNs: () => clock.nowNs },
    hasAsset: async ({ asset }) => asset !== "ghost",
  });
  const knowledge = new KnowledgeBase(await store.collection<StoredRevision>(KNOWLEDGE_COLLECTION), () => clock.nowNs);
  const services = [inspectionService({ inspection }), workOrderService({ orders: book, orderLog, desk, attachments, people, knowledge })];
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics });
  const address = `127.0.0.1:${await server.start()}`;
  const clients = [createClient(InspectionService, address), createClient(WorkOrderService, address)] as const;
  const stop = async () => {
    for (const client of clients) client.close();
    await server.stop();
    await blobs.close();
    await store.close();
  };
  return { inspection, kill, published, stop, address, call: clients[0].call, orders: clients[1].call };
}

function taken(kill: Kill, when: "before" | "after", what: "raise"): boolean {
  if (kill[when] !== what) return false;
  delete kill[when];
  return true;
}
