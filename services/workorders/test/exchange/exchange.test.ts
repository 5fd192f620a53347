import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toBinary } from "@bufbuild/protobuf";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { JsonPart } from "@phm/advisory";
import { ExchangeService, enterpriseSystemToWire, WorkOrderSchema, workOrderToWire } from "@phm/contracts";
import { type EnterpriseSystem, organisationId, siteId, type WorkOrder } from "@phm/domain";
import { createClient, createLogger, GrpcServer, Metrics, type ReceivedMessage } from "@phm/service-kit";
import { type ExchangeParts, openExchange } from "../../src/exchange/open-exchange.js";
import { type StoredTurn, TURN_COLLECTION, Turns } from "../../src/exchange/turns.js";
import { wantTransfers } from "../../src/exchange/want-transfers.js";
import { signatureOf } from "../../src/notify/channels/send-webhook.js";
import { PLANNED_STOP_COLLECTION, PlannedStops, type StoredPlannedStop } from "../../src/planning/planned-stops.js";
import { exchangeService } from "../../src/serve/exchange-service.js";
import { FIRST, type OpenOrders, openOrders } from "../open-orders.js";
import { EnterprisePeer } from "./enterprise-peer.js";

const S_NS = 1_000_000_000n;
const START_NS = FIRST.timeNs + 100n * S_NS;
const SECRET = "a-secret-of-enough-letters";
const KEY = { organisation: organisationId("acme"), site: siteId("north"), id: "eam" };
const PLACE = { organisation: "acme", site: "north", system: "eam" };

/** Of a service that goes on. */
const LIVING = new AbortController().signal;

const root = mkdtempSync(join(tmpdir(), "phm-exchange-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let files = 0;
let nowNs: bigint;
let counted: string[];
let peer: EnterprisePeer;
let open: OpenOrders;
let exchange: ExchangeParts;
let stops: PlannedStops;
let server: GrpcServer;
let client: ReturnType<typeof createClient<typeof ExchangeService>>;

beforeEach(async () => {
  nowNs = START_NS;
  counted = [];
  peer = new EnterprisePeer();
  open = await openOrders({ folder: join(root, String(files++)) });
  await reopen();
  const services = [exchangeService({ exchange, clock: { wallNs: () => nowNs } })];
  const logger = createLogger({ service: "test", level: "silent" });
  server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  client = createClient(ExchangeService, `127.0.0.1:${await server.start()}`);
  await connect(await peer.start());
});
afterEach(async () => {
  client.close();
  await server.stop();
  peer.stop();
  await open.stop();
});

/** As another process of the service would open the same store. */
async function reopen(change: OpenOrders["desk"]["change"] = (request) => open.desk.change(request)): Promise<void> {
  stops = new PlannedStops(await open.store.collection<StoredPlannedStop>(PLANNED_STOP_COLLECTION));
  exchange = await openExchange({
    ...{ store: open.store, orders: open.orders, desk: { change }, stops, logger: open.logger },
    hasAsset: async ({ asset }) => asset === "pump",
    variables: { PHM_EXCHANGE_EAM: "Bearer t" },
    metrics: { handedOver: (result) => counted.push(result), heard: (outcome) => counted.push(outcome) },
    nowNs: () => nowNs,
  });
}

async function connect(url: string, changes: Partial<EnterpriseSystem> = {}): Promise<void> {
  const system: EnterpriseSystem = {
    ...{ ...KEY, url, tokenVariable: "PHM_EXCHANGE_EAM", ordersPath: "/orders", changesPath: "/changes?since={cursor}", pollEveryS: 60 },
    ...{ leastTier: "plan", language: "en", secret: SECRET },
    outbound: { id: "ref", sequence: "rev", location: "place.code", title: "title", tier: "priority", state: "status", due: "due" },
    ...{ numberPath: "result.number", changesListPath: "data", cursorPath: "paging.next" },
    inbound: {
      ...{
        id: "event",
        sequence: "rev",
        order: "ref",
        number: "number",
        state: "status",
        plannedStart: "plan.from",
        plannedEnd: "plan.to",
      },
      ...{ stop: "stop", location: "place", start: "from", end: "to", withdrawn: "withdrawn", note: "note" },
    },
    tiersOut: { act_now: "1", plan: "2" },
    statesOut: {},
    statesIn: { NEW: "open", SEEN: "acknowledged", WIP: "in_progress", WAIT: "on_hold", DONE: "done", CANCELLED: "cancelled" },
    ...changes,
  };
  await client.call.putSystem({ system: enterpriseSystemToWire(system) });
}

const MAPPING = JSON.stringify({ kind: "locations", fields: { asset: { column: "asset" }, location: { column: "place" } } });
async function* upload(content: string, more: object = {}) {
  yield { part: { case: "header" as const, value: { ...PLACE, mapping: MAPPING, ...more } } };
  yield { part: { case: "chunk" as const, value: Buffer.from(`asset,place\n${content}\n`) } };
}
const locate = () => client.call.importLocations(upload("pump,P-100"));
const advise = async () => (await open.advise(FIRST)) as WorkOrder;
/** The announcement of the order as it is now, as often as it is delivered. */
const announce = async (id: string) => {
  const { order } = await open.orders.get("acme", id);
  const message = { payload: toBinary(WorkOrderSchema, workOrderToWire(order)) } as ReceivedMessage;
  await wantTransfers(exchange.systems, exchange.transfers, () => nowNs)(message, new AbortController().signal);
};
const transfers = async () => (await exchange.transfers.list(KEY, undefined, { limit: 10 })).transfers;
const orderNow = async (id: string) => (await open.orders.get("acme", id)).order;
const system = async () => (await exchange.systems.find(KEY)) as EnterpriseSystem;
const tell = async (body: JsonPart) => (await exchange.intake.take(await system(), body)).event;

describe("an order", () => {
  test("is handed over in their words, at their location, and they are known by their number", async () => {
    await locate();
    const { id } = await advise();
    await announce(id);
    await exchange.sender.sendDue(LIVING);
    expect(peer.posts).toEqual([
      {
        ...{ key: `${id}:1`, token: "Bearer t" },
        body: {
          ...{ ref: id, rev: 1, place: { code: "P-100" }, priority: "2", status: "open", due: "2023-11-14T22:23:20Z" },
          title: "bearing outer race: pump, bearing",
        },
      },
    ]);
    expect(await transfers()).toMatchObject([{ order: id, number: "WO-1", state: "sent", told: 1 }]);
  });

  test("is one order there, however often it is announced, sent, and the service killed between", async () => {
    await locate();
    const { id } = await advise();
    await announce(id);
    await announce(id);
    // Killed between their answer and our note of it: the lease ends, another process sends again.
    await exchange.transfers.take(KEY, nowNs, 20);
    await exchange.sender.sendDue(LIVING);
    expect(peer.posts).toHaveLength(0);
    nowNs += 61n * S_NS;
    await reopen();
    await exchange.sender.sendDue(LIVING);
    await announce(id);
    await exchange.sender.sendDue(LIVING);
    expect([peer.orders.size, peer.posts.length]).toEqual([1, 1]);
  });

  test("that has gone on is told again as it is now, all steps at once", async () => {
    await locate();
    const { id } = await advise();
    await announce(id);
    await exchange.sender.sendDue(LIVING);
    for (const kind of ["acknowledge", "start"] as const)
      await open.desk.change({ organisation: "acme", id, actor: "li", role: "technician", expectedVersion: 0, command: { kind } });
    await announce(id);
    await exchange.sender.sendDue(LIVING);
    expect(peer.posts.map(({ key }) => key)).toEqual([`${id}:1`, `${id}:3`]);
    expect(peer.orders.get(id)?.body).toMatchObject({ rev: 3, status: "in_progress" });
  });

  test.each([503, 429])("is handed over after an hour of %s", async (status) => {
    await locate();
    const { id } = await advise();
    peer.status = status;
    await announce(id);
    for (let minute = 0; minute < 60; minute += 1) {
      await exchange.sender.sendDue(LIVING);
      nowNs += 60n * S_NS;
    }
    expect(peer.orders.size).toBe(0);
    peer.status = 201;
    nowNs += 600n * S_NS;
    await exchange.sender.sendDue(LIVING);
    expect([peer.orders.size, (await transfers())[0]?.state]).toEqual([1, "sent"]);
  });

  test("whose answer was lost is sent again, and is one order there", async () => {
    await locate();
    const { id } = await advise();
    await announce(id);
    peer.lostAnswers = 1;
    await exchange.sender.sendDue(LIVING);
    expect([peer.orders.size, (await transfers())[0]?.state]).toEqual([1, "pending"]);
    nowNs += 60n * S_NS;
    await exchange.sender.sendDue(LIVING);
    expect(peer.posts.map(({ key }) => key)).toEqual([`${id}:1`, `${id}:1`]);
    expect([peer.orders.size, (await transfers())[0]]).toMatchObject([1, { state: "sent", number: "WO-1" }]);
  });

  test.each([
    ["1800", 1_800n],
    [new Date(Number(START_NS / 1_000_000n) + 1_800_000).toUTCString(), 1_800n],
    ["86400", 3_600n],
  ])("is left alone for as long as they ask, at most an hour: Retry-After %s", async (retryAfter, pauseS) => {
    await locate();
    const { id } = await advise();
    await announce(id);
    Object.assign(peer, { status: 429, retryAfter });
    await exchange.sender.sendDue(LIVING);
    nowNs += (pauseS - 2n) * S_NS;
    await exchange.sender.sendDue(LIVING);
    expect(peer.posts).toHaveLength(1);
    nowNs += 2n * S_NS;
    await exchange.sender.sendDue(LIVING);
    expect(peer.posts).toHaveLength(2);
  });

  test("that they do not answer is let go of when the service stops, and sent again after its next start", async () => {
    await locate();
    const { id } = await advise();
    await announce(id);
    peer.answers = false;
    const rounds = exchange.rounds();
    void rounds.start();
    await peer.asked;
    await rounds.stop();
    peer.answers = true;
    nowNs += 61n * S_NS;
    await reopen();
    await exchange.sender.sendDue(LIVING);
    expect([peer.orders.size, (await transfers())[0]?.state]).toEqual([1, "sent"]);
  });

  test("is not kept waiting by what another system does not take", async () => {
    await connect("http://127.0.0.1:9", { id: "away" });
    for (let i = 0; i < 40; i += 1)
      await exchange.transfers.want({ ...KEY, id: "away" }, { id: `WO-${i}`, ref: FIRST.ref, eventCount: 1 }, 1n);
    await locate();
    await announce((await advise()).id);
    await exchange.sender.sendDue(LIVING);
    expect(peer.orders.size).toBe(1);
  });

  test("that stood before the system was connected, or whose announcement was dropped, is told within the hour", async () => {
    await locate();
    const { id } = await advise();
    await exchange.catchUp.catchUpDue();
    await exchange.sender.sendDue(LIVING);
    expect(peer.orders.get(id)?.body).toMatchObject({ rev: 1 });
    await open.desk.change({ organisation: "acme", id, actor: "li", role: "technician", expectedVersion: 0, command: { kind: "start" } });
    nowNs += 3_599n * S_NS;
    await exchange.catchUp.catchUpDue();
    await exchange.sender.sendDue(LIVING);
    expect(peer.orders.get(id)?.body).toMatchObject({ rev: 1 });
    nowNs += S_NS;
    await exchange.catchUp.catchUpDue();
    await exchange.sender.sendDue(LIVING);
    expect(peer.orders.get(id)?.body).toMatchObject({ rev: 2, status: "in_progress" });
  });

  test("that they refuse is a dead letter, and is sent again when somebody says so", async () => {
    await locate();
    const { id } = await advise();
    peer.status = 422;
    await announce(id);
    await exchange.sender.sendDue(LIVING);
    expect((await client.call.listTransfers({ ...PLACE, state: 3 })).transfers).toMatchObject([{ order: id, lastError: "answered 422" }]);
    peer.status = 201;
    await client.call.retryTransfer({ ...PLACE, order: id });
    await exchange.sender.sendDue(LIVING);
    expect(peer.orders.size).toBe(1);
    await expect(client.call.retryTransfer({ ...PLACE, order: id })).rejects.toMatchObject({ code: "failed_precondition" });
  });

  test("of a machine without a location there waits until it has one", async () => {
    const { id } = await advise();
    await announce(id);
    await exchange.sender.sendDue(LIVING);
    expect(await transfers()).toMatchObject([{ state: "pending", lastError: "asset pump has no location in eam" }]);
    await locate();
    nowNs += 60n * S_NS;
    await exchange.sender.sendDue(LIVING);
    expect(peer.orders.size).toBe(1);
  });

  test("of a lower tier than they want is not told", async () => {
    await connect("http://127.0.0.1:9", { leastTier: "act_now" });
    const { id } = await advise();
    await announce(id);
    expect(await transfers()).toEqual([]);
  });
});

describe("locations", () => {
  test("come from a table, with a report on what cannot be taken, and a dry run that changes nothing", async () => {
    const table = "pump,P-100\nfan,P-200\n,P-300";
    const dry = await client.call.importLocations(upload(table, { dryRun: true }));
    expect(dry).toMatchObject({ dryRun: true, rows: 3, taken: 1, refused: 2 });
    expect(dry.problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, "asset", "unknown_asset"],
      [4, "asset", "missing"],
    ]);
    expect((await client.call.listLocations(PLACE)).locations).toEqual([]);
    await client.call.importLocations(upload(table));
    expect(await client.call.importLocations(upload(table))).toMatchObject({ taken: 0, unchanged: 1 });
    expect((await client.call.listLocations(PLACE)).locations).toMatchObject([{ asset: "pump", location: "P-100" }]);
  });
});

test("a location that is taken away is free for another asset", async () => {
  await locate();
  expect(await client.call.removeLocation({ ...PLACE, asset: "pump" })).toMatchObject({ removed: true });
  expect(await client.call.removeLocation({ ...PLACE, asset: "pump" })).toMatchObject({ removed: false });
  expect(await exchange.locations.put(KEY, "fan", "P-100")).toBe(true);
});

test("how the exchange goes is told: what waits, what was given up, what could not be taken, and whether they answer", async () => {
  const status = () => client.call.getSystemStatus(PLACE);
  expect(await status()).toMatchObject({ polledNs: 0n, pendingCount: 0, deadCount: 0, refusedCount: 0 });
  await announce((await advise()).id);
  await tell({ event: "e1", rev: 1, ref: "no-such-order", status: "WIP" });
  peer.status = 500;
  await exchange.poller.pollDue(LIVING);
  expect(await status()).toMatchObject({ polledNs: nowNs, pollError: "answered 500", pendingCount: 1, deadCount: 0, refusedCount: 1 });
  Object.assign(peer, { status: 422 });
  await locate();
  await exchange.sender.sendDue(LIVING);
  peer.status = 201;
  nowNs += 60n * S_NS;
  await exchange.poller.pollDue(LIVING);
  expect(await status()).toMatchObject({ polledNs: nowNs, pollError: "", pendingCount: 0, deadCount: 1 });
  expect(counted).toEqual(["refused", "dead"]);
  await expect(client.call.getSystemStatus({ ...PLACE, system: "sap" })).rejects.toMatchObject({ code: "not_found" });
});

describe("what they tell of an order", () => {
  let id: string;
  beforeEach(async () => {
    await locate();
    id = (await advise()).id;
    await announce(id);
    await exchange.sender.sendDue(LIVING);
  });
  const plan = { from: "2023-11-20T08:00:00Z", to: "2023-11-20T12:00:00Z" };

  test("is done here by their name, once", async () => {
    const event = { event: "e1", rev: 1, number: "WO-1", status: "SEEN", plan };
    expect(await tell(event)).toMatchObject({ outcome: "taken" });
    const { eventCount } = await orderNow(id);
    expect(await tell(event)).toMatchObject({ outcome: "taken" });
    expect(await orderNow(id)).toMatchObject({ state: "planned", eventCount, work: { plannedStartNs: 1_700_467_200n * S_NS } });
    expect((await orderNow(id)).history.at(-1)).toMatchObject({ kind: "planned", actor: "eam" });
  });

  test("comes to the same backwards and twice", async () => {
    const events: JsonPart[] = [
      { event: "e1", rev: 1, ref: id, status: "SEEN" },
      { event: "e2", rev: 2, ref: id, status: "SEEN", plan },
      { event: "e3", rev: 3, number: "WO-1", status: "DONE", plan, note: "seal renewed" },
    ];
    const outcomes: string[] = [];
    for (const event of [...events.toReversed(), ...events]) outcomes.push((await tell(event)).outcome);
    expect(outcomes).toEqual(["taken", "superseded", "superseded", "superseded", "superseded", "taken"]);
    expect(await orderNow(id)).toMatchObject({ state: "done", work: { plannedStartNs: 1_700_467_200n * S_NS } });
    expect((await transfers())[0]).toMatchObject({ sequence: 3, number: "WO-1" });
  });

  test("comes to the same when all of it arrives at once", async () => {
    const at = (hour: number) => ({ from: `2023-11-20T${hour}:00:00Z`, to: `2023-11-20T${hour + 1}:00:00Z` });
    const events: JsonPart[] = [10, 11, 12, 13, 14].map((hour, i) => ({ event: `e${i}`, rev: i, ref: id, status: "SEEN", plan: at(hour) }));
    events.push({ event: "e9", rev: 9, ref: id, status: "SEEN", plan: at(20) }, { event: "e8", rev: 8, number: "WO-1", plan: at(19) });
    events.push(events.shift() as JsonPart);
    await Promise.all([...events.slice(4), ...events].map((event) => tell(event)));
    expect((await orderNow(id)).work?.plannedStartNs).toBe(1_700_510_400n * S_NS);
    expect((await transfers())[0]?.sequence).toBe(9);
    expect((await client.call.listEvents({ ...PLACE, outcome: 3 })).events).toEqual([]);
  });

  test("waits while another process takes an event on the same order, and not for one that was killed", async () => {
    const turns = new Turns(await open.store.collection<StoredTurn>(TURN_COLLECTION), () => nowNs);
    const event = { event: "e1", rev: 1, ref: id, status: "SEEN" };
    await turns.hold(`acme:north:eam:order:${id}`, () => expect(tell(event)).rejects.toMatchObject({ code: "conflict", retryable: true }));
    await new Promise<void>((begun) => {
      void turns.hold(`acme:north:eam:order:${id}`, () => {
        begun();
        return new Promise(() => undefined);
      });
    });
    nowNs += 61n * S_NS;
    expect(await tell(event)).toMatchObject({ outcome: "taken" });
  });

  test("is done to its end when the service was killed between two steps of it", async () => {
    let steps = 0;
    await reopen(async (request) => {
      if (steps++ === 1) throw new Error("killed");
      return open.desk.change(request);
    });
    const event = { event: "e1", rev: 1, ref: id, status: "DONE", plan };
    await expect(tell(event)).rejects.toThrow("killed");
    expect((await orderNow(id)).state).toBe("planned");
    expect(await tell(event)).toMatchObject({ outcome: "taken" });
    const { state, history } = await orderNow(id);
    expect([state, history.map(({ kind }) => kind)]).toEqual(["done", ["opened", "planned", "started", "finished"]]);
  });

  test("that cannot be done is a conflict that people see, and can be taken again", async () => {
    expect(await tell({ event: "e1", rev: 1, ref: id, status: "SCRAPPED" })).toMatchObject({ outcome: "refused" });
    expect(await tell({ event: "e2", rev: 2, ref: "no-such-order", status: "WIP" })).toMatchObject({ outcome: "refused" });
    const listed = await client.call.listEvents({ ...PLACE, outcome: 3 });
    expect(listed.events.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([expect.stringContaining("SCRAPPED"), expect.stringContaining("no-such-order")]),
    );
    await connect((await system()).url, { statesIn: { SCRAPPED: "cancelled" } });
    expect((await client.call.retryEvent({ ...PLACE, id: "e1" })).event).toMatchObject({ outcome: 1 });
    expect((await orderNow(id)).state).toBe("cancelled");
  });

  test("does not close an order: that needs a verdict", async () => {
    await tell({ event: "e1", rev: 1, ref: id, status: "DONE" });
    expect((await orderNow(id)).state).toBe("done");
  });

  test("is asked for page after page", async () => {
    peer.pageSize = 2;
    const [seen, wip, done] = ["SEEN", "WIP", "DONE"];
    for (const [i, status] of [seen, seen, seen, wip, done].entries()) peer.changes.push({ event: `e${i}`, rev: i, ref: id, status });
    await exchange.poller.pollDue(LIVING);
    expect((await orderNow(id)).state).toBe("done");
  });

  test("is asked for from where it was left, and what comes again is known", async () => {
    peer.changes.push({ event: "e1", rev: 1, ref: id, status: "SEEN" });
    await exchange.poller.pollDue(LIVING);
    peer.changes.push({ event: "e2", rev: 2, ref: id, status: "WIP" });
    await exchange.poller.pollDue(LIVING);
    expect((await orderNow(id)).state).toBe("acknowledged");
    nowNs += 61n * S_NS;
    await exchange.poller.pollDue(LIVING);
    expect((await orderNow(id)).state).toBe("in_progress");
    // As after a process that was killed before it noted how far it had asked.
    await exchange.systems.polled(KEY, { cursor: "", polledNs: 0n });
    await exchange.poller.pollDue(LIVING);
    expect((await client.call.listEvents(PLACE)).events).toHaveLength(2);
  });
});

describe("a planned stop of theirs", () => {
  const stop = (rev: number, more: object = {}) => ({
    event: `s${rev}`,
    rev,
    stop: "总检 7",
    from: "2023-11-20T08:00:00Z",
    to: "2023-11-21T08:00:00Z",
    ...more,
  });
  const ahead = () => stops.ahead(FIRST.ref, FIRST.timeNs);

  test("is one that due dates go by, of the machine at their location, and moves with them", async () => {
    await locate();
    expect(await tell(stop(1, { place: "P-100" }))).toMatchObject({ outcome: "taken" });
    expect(await ahead()).toMatchObject([{ asset: "pump", source: "eam", startNs: 1_700_467_200n * S_NS }]);
    await tell(stop(2, { place: "P-100", from: "2023-11-20T20:00:00Z" }));
    expect(await ahead()).toMatchObject([{ startNs: 1_700_510_400n * S_NS }]);
  });

  test("that was withdrawn does not come back by an older word", async () => {
    await tell(stop(3, { withdrawn: true }));
    expect(await tell(stop(2))).toMatchObject({ outcome: "superseded" });
    expect(await ahead()).toEqual([]);
  });

  test("at a location that nobody has mapped is a conflict", async () => {
    expect(await tell(stop(1, { place: "X-1" }))).toMatchObject({ outcome: "refused", reason: expect.stringContaining("X-1") });
    expect(await ahead()).toEqual([]);
  });
});

describe("a webhook", () => {
  const body = Buffer.from(JSON.stringify([{ event: "s1", rev: 1, stop: "7", from: "2023-11-20T08:00:00Z", to: "2023-11-21T08:00:00Z" }]));
  const post = (more: { timestamp?: string; secret?: string; system?: string; body?: Buffer; signed?: Buffer } = {}) => {
    const timestamp = more.timestamp ?? String(nowNs / S_NS);
    const signature = `v1,${signatureOf(more.secret ?? SECRET, `m1.${timestamp}.${(more.signed ?? body).toString()}`)}`;
    return client.call.takeWebhook({
      ...PLACE,
      system: more.system ?? "eam",
      webhookId: "m1",
      timestamp,
      signature,
      body: more.body ?? body,
    });
  };

  test("that is signed is taken, and known when it comes again", async () => {
    expect(await post()).toMatchObject({ taken: 1, known: 0, refused: 0 });
    expect(await post()).toMatchObject({ taken: 0, known: 1 });
  });

  test("of too many events is refused as a whole", async () => {
    const many = Buffer.from(JSON.stringify(Array.from({ length: 501 }, () => ({}))));
    await expect(post({ body: many, signed: many })).rejects.toMatchObject({ code: "invalid_argument", field: "body" });
    expect((await client.call.listEvents(PLACE)).events).toEqual([]);
  });

  test.each([
    ["with another secret", { secret: "another-secret-of-letters" }],
    ["of an hour ago", { timestamp: String(START_NS / S_NS - 3_600n) }],
    ["whose body was changed", { body: Buffer.from("[]") }],
    ["for a system that is not there", { system: "sap" }],
  ])("%s is refused, and nothing says why", async (_what, more) => {
    await expect(post(more)).rejects.toMatchObject({ code: "unauthenticated", message: expect.stringContaining("not signed as agreed") });
    expect(await stops.ahead(FIRST.ref, FIRST.timeNs)).toEqual([]);
  });
});

test("a system's secret is never told, and kept where none is given", async () => {
  const { systems } = await client.call.listSystems({ organisation: "acme" });
  expect(systems[0]?.secret).toBeUndefined();
  await client.call.putSystem({ system: systems[0] as NonNullable<(typeof systems)[0]> });
  expect((await system()).secret).toBe(SECRET);
});

test.each([
  [{ url: "http://10.0.0.1/api" }, "url"],
  [{ tokenVariable: "PATH" }, "tokenVariable"],
  [{ changesPath: "/changes" }, "changesPath"],
  [{ outbound: {} }, "outbound.id"],
  [{ secret: "short" }, "secret"],
  [{ numberPath: "a b" }, "numberPath"],
])("a system with %j is refused by %s", async (changes, field) => {
  await expect(connect("http://127.0.0.1:9", changes)).rejects.toMatchObject({ code: "invalid_argument", field });
});
