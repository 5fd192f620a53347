import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import type { JsonPart } from "@phm/advisory";
import { ExchangeService, enterpriseSystemToWire, WorkOrderSchema, workOrderToWire } from "@phm/contracts";
import { type EnterpriseSystem, organisationId, siteId, type WorkOrder } from "@phm/domain";
import { createClient, createLogger, GrpcServer, Metrics, type ReceivedMessage } from "@phm/service-kit";
import { type ExchangeParts, openExchange } from "../../src/exchange/open-exchange.js";
import { wantTransfers } from "../../src/exchange/want-transfers.js";
import { AllowedTargets } from "../../src/outgoing/allowed-targets.js";
import { outgoingFetch } from "../../src/outgoing/outgoing-fetch.js";
import { PLANNED_STOP_COLLECTION, PlannedStops, type StoredPlannedStop } from "../../src/planning/planned-stops.js";
import { exchangeService } from "../../src/serve/exchange-service.js";
import { FIRST, type OpenOrders, openOrders } from "../open-orders.js";
import { EnterprisePeer } from "./enterprise-peer.js";

export const S_NS = 1_000_000_000n;
export const START_NS = FIRST.timeNs + 100n * S_NS;
export const SECRET = "a-secret-of-enough-letters";
export const KEY = { organisation: organisationId("acme"), site: siteId("north"), id: "eam" };
export const PLACE = { organisation: "acme", site: "north", system: "eam" };
/** Of a service that goes on. */
export const LIVING = new AbortController().signal;

const LOCATIONS = JSON.stringify({ kind: "locations", fields: { asset: { column: "asset" }, location: { column: "place" } } });

const SYSTEM: Omit<EnterpriseSystem, "url"> = {
  ...{ ...KEY, tokenVariable: "PHM_EXCHANGE_EAM", ordersPath: "/orders", changesPath: "/changes?since={cursor}", pollEveryS: 60 },
  ...{ leastTier: "plan", language: "en", secret: SECRET },
  outbound: { id: "ref", sequence: "rev", location: "place.code", title: "title", tier: "priority", state: "status", due: "due" },
  ...{ numberPath: "result.number", changesListPath: "data", cursorPath: "paging.next" },
  inbound: {
    ...{ id: "event", sequence: "rev", order: "ref", number: "number", state: "status", plannedStart: "plan.from", plannedEnd: "plan.to" },
    ...{ stop: "stop", location: "place", start: "from", end: "to", withdrawn: "withdrawn", note: "note" },
  },
  tiersOut: { act_now: "1", plan: "2" },
  statesOut: {},
  statesIn: { NEW: "open", SEEN: "acknowledged", WIP: "in_progress", WAIT: "on_hold", DONE: "done", CANCELLED: "cancelled" },
};

type Change = OpenOrders["desk"]["change"];

/** The exchange on a real store behind a real gRPC server, connected to a system that plays the other side, with a clock of its own. */
export class ExchangeOffice {
  nowNs = START_NS;
  /** What was counted, in its order. */
  readonly counted: string[] = [];
  exchange!: ExchangeParts;
  stops!: PlannedStops;
  client!: ReturnType<typeof createClient<typeof ExchangeService>>;
  #server!: GrpcServer;

  private constructor(
    readonly peer: EnterprisePeer,
    readonly open: OpenOrders,
    private readonly folder: string,
  ) {}

  static async open(): Promise<ExchangeOffice> {
    const folder = await mkdtemp(join(tmpdir(), "phm-exchange-"));
    const office = new ExchangeOffice(new EnterprisePeer(), await openOrders({ folder }), folder);
    await office.reopen();
    await office.#serve();
    await office.connect(await office.peer.start());
    return office;
  }

  async close(): Promise<void> {
    this.client.close();
    await this.#server.stop();
    this.peer.stop();
    await this.open.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** As another process of the service would open the same store. */
  async reopen(change: Change = (request) => this.open.desk.change(request)): Promise<void> {
    const { store, orders, logger } = this.open;
    this.stops = new PlannedStops(await store.collection<StoredPlannedStop>(PLANNED_STOP_COLLECTION));
    const count = (what: string) => void this.counted.push(what);
    this.exchange = await openExchange({
      ...{ store, orders, desk: { change }, stops: this.stops, logger, nowNs: () => this.nowNs },
      hasAsset: async ({ asset }) => asset === "pump",
      variables: { PHM_EXCHANGE_EAM: "Bearer t" },
      ask: outgoingFetch(new AllowedTargets(["127.0.0.1"])),
      metrics: { handedOver: count, heard: count },
    });
  }

  async #serve(): Promise<void> {
    const services = [exchangeService({ exchange: this.exchange, clock: { wallNs: () => this.nowNs } })];
    const logger = createLogger({ service: "test", level: "silent" });
    this.#server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
    this.client = createClient(ExchangeService, `127.0.0.1:${await this.#server.start()}`);
  }

  async connect(url: string, changes: Partial<EnterpriseSystem> = {}): Promise<void> {
    await this.client.call.putSystem({ system: enterpriseSystemToWire({ ...SYSTEM, url, ...changes }) });
  }

  /** A table of assets and their places. */
  importLocations(content: string, more: object = {}) {
    async function* parts() {
      yield { part: { case: "header" as const, value: { ...PLACE, mapping: LOCATIONS, ...more } } };
      yield { part: { case: "chunk" as const, value: Buffer.from(`asset,place\n${content}\n`) } };
    }
    return this.client.call.importLocations(parts());
  }

  locate = () => this.importLocations("pump,P-100");

  advise = async () => (await this.open.advise(FIRST)) as WorkOrder;

  orderNow = async (id: string) => (await this.open.orders.get("acme", id)).order;

  /** The announcement of the order as it is now, as often as it is delivered. */
  announce = async (id: string) => {
    const message = { payload: toBinary(WorkOrderSchema, workOrderToWire(await this.orderNow(id))) } as ReceivedMessage;
    await wantTransfers(this.exchange.systems, this.exchange.transfers, () => this.nowNs)(message, LIVING);
  };

  send = () => this.exchange.sender.sendDue(LIVING);

  poll = () => this.exchange.poller.pollDue(LIVING);

  transfers = async () => (await this.exchange.transfers.list(KEY, undefined, { limit: 10 })).transfers;

  system = async () => (await this.exchange.systems.find(KEY)) as EnterpriseSystem;

  tell = async (body: JsonPart) => (await this.exchange.intake.take(await this.system(), body)).event;
}
