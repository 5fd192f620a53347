import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { JsonPart } from "@phm/advisory";
import { type StoredTurn, TURN_COLLECTION, Turns } from "../../src/exchange/turns.js";
import { signatureOf } from "../../src/notify/channels/send-webhook.js";
import { FIRST } from "../open-orders.js";
import { ExchangeOffice, KEY, PLACE, S_NS, SECRET, START_NS } from "./exchange-office.js";

let office: ExchangeOffice;
beforeEach(async () => {
  office = await ExchangeOffice.open();
});
afterEach(() => office.close());

describe("what they tell of an order", () => {
  let id: string;
  beforeEach(async () => {
    await office.locate();
    id = (await office.advise()).id;
    await office.announce(id);
    await office.send();
  });
  const plan = { from: "2023-11-20T08:00:00Z", to: "2023-11-20T12:00:00Z" };

  test("is done here by their name, once", async () => {
    const event = { event: "e1", rev: 1, number: "WO-1", status: "SEEN", plan };
    expect(await office.tell(event)).toMatchObject({ outcome: "taken" });
    const { eventCount } = await office.orderNow(id);
    expect(await office.tell(event)).toMatchObject({ outcome: "taken" });
    expect(await office.orderNow(id)).toMatchObject({ state: "planned", eventCount, work: { plannedStartNs: 1_700_467_200n * S_NS } });
    expect((await office.orderNow(id)).history.at(-1)).toMatchObject({ kind: "planned", actor: "eam" });
  });

  test("comes to the same backwards and twice", async () => {
    const events: JsonPart[] = [
      { event: "e1", rev: 1, ref: id, status: "SEEN" },
      { event: "e2", rev: 2, ref: id, status: "SEEN", plan },
      { event: "e3", rev: 3, number: "WO-1", status: "DONE", plan, note: "seal renewed" },
    ];
    const outcomes: string[] = [];
    for (const event of [...events.toReversed(), ...events]) outcomes.push((await office.tell(event)).outcome);
    expect(outcomes).toEqual(["taken", "superseded", "superseded", "superseded", "superseded", "taken"]);
    expect(await office.orderNow(id)).toMatchObject({ state: "done", work: { plannedStartNs: 1_700_467_200n * S_NS } });
    expect((await office.transfers())[0]).toMatchObject({ sequence: 3, number: "WO-1" });
  });

  test("comes to the same when all of it arrives at once", async () => {
    const at = (hour: number) => ({ from: `2023-11-20T${hour}:00:00Z`, to: `2023-11-20T${hour + 1}:00:00Z` });
    const events: JsonPart[] = [10, 11, 12, 13, 14].map((hour, i) => ({ event: `e${i}`, rev: i, ref: id, status: "SEEN", plan: at(hour) }));
    events.push({ event: "e9", rev: 9, ref: id, status: "SEEN", plan: at(20) }, { event: "e8", rev: 8, number: "WO-1", plan: at(19) });
    events.push(events.shift() as JsonPart);
    await Promise.all([...events.slice(4), ...events].map((event) => office.tell(event)));
    expect((await office.orderNow(id)).work?.plannedStartNs).toBe(1_700_510_400n * S_NS);
    expect((await office.transfers())[0]?.sequence).toBe(9);
    expect((await office.client.call.listEvents({ ...PLACE, outcome: 3 })).events).toEqual([]);
  });

  test("waits while another process takes an event on the same order, and not for one that was killed", async () => {
    const turns = new Turns(await office.open.store.collection<StoredTurn>(TURN_COLLECTION), () => office.nowNs);
    const event = { event: "e1", rev: 1, ref: id, status: "SEEN" };
    await turns.hold(`acme:north:eam:order:${id}`, () =>
      expect(office.tell(event)).rejects.toMatchObject({ code: "conflict", retryable: true }),
    );
    await new Promise<void>((begun) => {
      void turns.hold(`acme:north:eam:order:${id}`, () => {
        begun();
        return new Promise(() => undefined);
      });
    });
    office.nowNs += 61n * S_NS;
    expect(await office.tell(event)).toMatchObject({ outcome: "taken" });
  });

  test("is done to its end when the service was killed between two steps of it", async () => {
    let steps = 0;
    await office.reopen(async (request) => {
      if (steps++ === 1) throw new Error("killed");
      return office.open.desk.change(request);
    });
    const event = { event: "e1", rev: 1, ref: id, status: "DONE", plan };
    await expect(office.tell(event)).rejects.toThrow("killed");
    expect((await office.orderNow(id)).state).toBe("planned");
    expect(await office.tell(event)).toMatchObject({ outcome: "taken" });
    const { state, history } = await office.orderNow(id);
    expect([state, history.map(({ kind }) => kind)]).toEqual(["done", ["opened", "planned", "started", "finished"]]);
  });

  test("that cannot be done is a conflict that people see, and can be taken again", async () => {
    expect(await office.tell({ event: "e1", rev: 1, ref: id, status: "SCRAPPED" })).toMatchObject({ outcome: "refused" });
    expect(await office.tell({ event: "e2", rev: 2, ref: "no-such-order", status: "WIP" })).toMatchObject({ outcome: "refused" });
    const listed = await office.client.call.listEvents({ ...PLACE, outcome: 3 });
    expect(listed.events.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([expect.stringContaining("SCRAPPED"), expect.stringContaining("no-such-order")]),
    );
    await office.connect((await office.system()).url, { statesIn: { SCRAPPED: "cancelled" } });
    expect((await office.client.call.retryEvent({ ...PLACE, id: "e1" })).event).toMatchObject({ outcome: 1 });
    expect((await office.orderNow(id)).state).toBe("cancelled");
  });

  test("that could not be done is taken again with all others that were refused, in one call", async () => {
    await office.tell({ event: "e1", rev: 1, ref: id, status: "LOOKED AT" });
    await office.tell({ event: "e2", rev: 2, ref: "no-such-order", status: "WIP" });
    await office.connect((await office.system()).url, { statesIn: { "LOOKED AT": "acknowledged", WIP: "in_progress" } });
    expect(await office.client.call.retryEvents(PLACE)).toMatchObject({ taken: 1, refused: 1 });
    expect((await office.orderNow(id)).state).toBe("acknowledged");
    expect(await office.client.call.retryEvents(PLACE)).toMatchObject({ taken: 0, refused: 1 });
  });

  test("does not close an order: that needs a verdict", async () => {
    await office.tell({ event: "e1", rev: 1, ref: id, status: "DONE" });
    expect((await office.orderNow(id)).state).toBe("done");
  });

  test("is asked for page after page", async () => {
    office.peer.pageSize = 2;
    const [seen, wip, done] = ["SEEN", "WIP", "DONE"];
    for (const [i, status] of [seen, seen, seen, wip, done].entries())
      office.peer.changes.push({ event: `e${i}`, rev: i, ref: id, status });
    await office.poll();
    expect((await office.orderNow(id)).state).toBe("done");
  });

  test("is asked for from where it was left, and what comes again is known", async () => {
    office.peer.changes.push({ event: "e1", rev: 1, ref: id, status: "SEEN" });
    await office.poll();
    office.peer.changes.push({ event: "e2", rev: 2, ref: id, status: "WIP" });
    await office.poll();
    expect((await office.orderNow(id)).state).toBe("acknowledged");
    office.nowNs += 61n * S_NS;
    await office.poll();
    expect((await office.orderNow(id)).state).toBe("in_progress");
    // As after a process that was killed before it noted how far it had asked.
    await office.exchange.systems.polled(KEY, { cursor: "", polledNs: 0n });
    await office.poll();
    expect((await office.client.call.listEvents(PLACE)).events).toHaveLength(2);
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
  const ahead = () => office.stops.ahead(FIRST.ref, FIRST.timeNs);

  test("is one that due dates go by, of the machine at their location, and moves with them", async () => {
    await office.locate();
    expect(await office.tell(stop(1, { place: "P-100" }))).toMatchObject({ outcome: "taken" });
    expect(await ahead()).toMatchObject([{ asset: "pump", source: "eam", startNs: 1_700_467_200n * S_NS }]);
    await office.tell(stop(2, { place: "P-100", from: "2023-11-20T20:00:00Z" }));
    expect(await ahead()).toMatchObject([{ startNs: 1_700_510_400n * S_NS }]);
  });

  test("that was withdrawn does not come back by an older word", async () => {
    await office.tell(stop(3, { withdrawn: true }));
    expect(await office.tell(stop(2))).toMatchObject({ outcome: "superseded" });
    expect(await ahead()).toEqual([]);
  });

  test("at a location that nobody has mapped is a conflict", async () => {
    expect(await office.tell(stop(1, { place: "X-1" }))).toMatchObject({ outcome: "refused", reason: expect.stringContaining("X-1") });
    expect(await ahead()).toEqual([]);
  });
});

describe("a webhook", () => {
  const body = Buffer.from(JSON.stringify([{ event: "s1", rev: 1, stop: "7", from: "2023-11-20T08:00:00Z", to: "2023-11-21T08:00:00Z" }]));
  const post = (more: { timestamp?: string; secret?: string; system?: string; body?: Buffer; signed?: Buffer } = {}) => {
    const timestamp = more.timestamp ?? String(office.nowNs / S_NS);
    const signature = `v1,${signatureOf(more.secret ?? SECRET, `m1.${timestamp}.${(more.signed ?? body).toString()}`)}`;
    return office.client.call.takeWebhook({
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
    expect((await office.client.call.listEvents(PLACE)).events).toEqual([]);
  });

  test.each([
    ["with another secret", { secret: "another-secret-of-letters" }],
    ["of an hour ago", { timestamp: String(START_NS / S_NS - 3_600n) }],
    ["whose body was changed", { body: Buffer.from("[]") }],
    ["for a system that is not there", { system: "sap" }],
  ])("%s is refused, and nothing says why", async (_what, more) => {
    await expect(post(more)).rejects.toMatchObject({ code: "unauthenticated", message: expect.stringContaining("not signed as agreed") });
    expect(await office.stops.ahead(FIRST.ref, FIRST.timeNs)).toEqual([]);
  });
});
