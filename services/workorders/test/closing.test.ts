import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { REOPEN_WINDOW_S } from "@phm/advisory";
import { VerdictSchema, verdictFromWire, verdictStatementToWire, WorkOrderSchema, workOrderFromWire } from "@phm/contracts";
import { addSeconds, storedTime, type VerdictStatement } from "@phm/domain";
import { orderUpkeep } from "../src/orders/order-upkeep.js";
import { FIRST, later, type OpenOrders, openOrders, WALL_MS } from "./open-orders.js";

const { ref } = FIRST;
const FOUND: VerdictStatement = {
  ...{ result: "confirmed", failureMode: "bearing_outer_race", mechanism: "2.6", cause: "3.4" },
  ...{ workDone: "bearing changed", repaired: true },
};
const NOT_FOUND: VerdictStatement = { result: "not_found", workDone: "looked at it", repaired: false };

let folder: string;
let open: OpenOrders;
let stops: (() => Promise<void>)[];
let id: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-closing-"));
  open = await openOrders({ folder });
  stops = [open.stop];
  id = (await open.advise(FIRST))?.id ?? "";
});
afterEach(async () => {
  for (const stop of stops) await stop();
  rmSync(folder, { recursive: true, force: true });
});

const closing = (statement: VerdictStatement, more: { actor?: string; expectedVersion?: bigint; timeNs?: bigint } = {}) => ({
  ...{ organisation: "acme", id, statement: verdictStatementToWire(statement), actor: "Li" },
  ...more,
});
const close = (...args: Parameters<typeof closing>) => open.call.closeWorkOrder(closing(...args));
const nouns = () => open.broker.published.map(({ subject }) => subject.split(".")[1]);

describe("closing an order", () => {
  test("puts order and verdict on record as one, tells predict and whoever listens, and lets the advice know", async () => {
    await open.advise(later(60));
    const { workOrder, verdict } = await close(FOUND);
    expect(verdictFromWire(verdict!)).toEqual({
      ...FOUND,
      ...{ id: `acme:north:pump:${id}:verdict`, ref, workOrder: id, component: "bearing", advised: "bearing_outer_race", actor: "Li" },
      timeNs: addSeconds(FIRST.timeNs, 60),
      advisories: [
        { advisory: FIRST.id, acquisition: FIRST.acquisition },
        { advisory: "later-60", acquisition: "a60" },
      ],
    });
    const read = await open.call.getWorkOrder({ organisation: "acme", id });
    expect(toBinary(WorkOrderSchema, read.workOrder!)).toEqual(toBinary(WorkOrderSchema, workOrder!));
    expect(read.verdict).toEqual(verdict);
    expect(workOrderFromWire(workOrder!)).toMatchObject({ state: "closed", history: [{}, {}, { kind: "closed", actor: "Li" }] });
    expect(nouns()).toEqual(["verdict", "workorder"]);
    expect(open.broker.published.map(({ messageId }) => messageId)).toEqual([verdict?.id, `acme:north:pump:${id}:workorder:3`]);
    expect(fromBinary(VerdictSchema, open.broker.published[0]!.payload)).toEqual(verdict);
    expect(await open.judged()).toEqual({ atNs: storedTime(addSeconds(FIRST.timeNs, 60)), repaired: true, levelRatio: 2 });
  });

  test("is now for a live machine, the latest assessment for a recorded one, and never a time that has not come", async () => {
    await expect(close(FOUND, { timeNs: BigInt(WALL_MS + 1) * 1_000_000n })).rejects.toMatchObject({ field: "timeNs" });
    await expect(close(FOUND, { timeNs: FIRST.timeNs - 1n })).rejects.toMatchObject({ field: "timeNs" });
    await open.advise(later(5), "live");
    expect((await close(FOUND)).verdict?.timeNs).toBe(BigInt(WALL_MS) * 1_000_000n);
  });

  test("of two technicians on one order one wins, and the other is told who did", async () => {
    const { version } = await open.call.getWorkOrder({ organisation: "acme", id });
    const racers = ["Li", "Wang", "Zhao"].map((actor) => close(NOT_FOUND, { actor, expectedVersion: version }));
    const outcomes = await Promise.allSettled(racers);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { actor } = (await open.call.getWorkOrder({ organisation: "acme", id })).verdict!;
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") {
        expect(outcome.reason).toMatchObject({
          code: "conflict",
          retryable: false,
          message: expect.stringContaining(`closed by ${actor}`),
        });
      }
    }
    expect(nouns()).toEqual(["verdict", "workorder"]);
  });

  test("an advisory that came meanwhile is a conflict too; without a version the order is closed as it is", async () => {
    const { version } = await open.call.getWorkOrder({ organisation: "acme", id });
    await open.advise(later(60, { tier: "act_now" }));
    await expect(close(FOUND, { expectedVersion: version })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("escalated by advisory"),
    });
    expect((await close(FOUND)).verdict?.advisories).toHaveLength(2);
  });

  test("the same verdict again, because no answer came, is one verdict; another one is refused", async () => {
    const first = await close(FOUND, { expectedVersion: 1n });
    expect(await close(FOUND, { expectedVersion: 1n })).toEqual(first);
    await expect(close(NOT_FOUND)).rejects.toMatchObject({
      code: "failed_precondition",
      message: expect.stringContaining("closed (by Li"),
    });
    await expect(close(FOUND, { actor: "Wang" })).rejects.toMatchObject({ code: "failed_precondition" });
    expect(nouns()).toEqual(["verdict", "workorder"]);
  });

  test("what a verdict lacks is named, and the order stays open", async () => {
    const { cause: _, ...rest } = FOUND;
    await expect(close(rest)).rejects.toMatchObject({ code: "invalid_argument", field: "statement.cause" });
    await expect(close(FOUND, { actor: " " })).rejects.toMatchObject({ field: "actor" });
    await expect(open.call.closeWorkOrder({ organisation: "acme", id, actor: "Li" })).rejects.toMatchObject({ field: "statement" });
    await expect(open.call.closeWorkOrder({ ...closing(FOUND), id: "WO-NONE" })).rejects.toMatchObject({ code: "not_found" });
    expect(await open.stored.count({ state: "open", organisation: "acme" })).toBe(1);
    expect(nouns()).toEqual([]);
  });

  test("frees the fault for a new order, which names the one before it within 30 days", async () => {
    await close(FOUND);
    expect(await open.advise(later(0, { tier: "act_now" }))).toBeUndefined();
    const second = await open.advise(later(60));
    expect(second).toMatchObject({ state: "open", previousOrder: id });
    await open.call.cancelWorkOrder({ organisation: "acme", id: second!.id, actor: "Li", reason: "seen from here" });
    const third = await open.advise(later(61 + REOPEN_WINDOW_S));
    expect(third).toMatchObject({ state: "open" });
    expect(third).not.toHaveProperty("previousOrder");
    expect(await open.stored.count()).toBe(3);
  });

  test("an advisory that comes again after its order was closed opens nothing", async () => {
    const enriching = later(60);
    await open.advise(enriching);
    await close(FOUND);
    expect(await open.orders.apply(enriching)).toBeUndefined();
    expect(await open.orders.apply(FIRST)).toBeUndefined();
    expect(await open.stored.count()).toBe(1);
  });
});

describe("cancelling an order", () => {
  test("needs a reason, tells whoever listens, gives no verdict, and repeating it changes nothing", async () => {
    const cancel = (reason: string) => open.call.cancelWorkOrder({ organisation: "acme", id, actor: "Li", reason });
    await expect(cancel("")).rejects.toMatchObject({ field: "reason" });
    const { workOrder } = await cancel("machine scrapped");
    expect(workOrderFromWire(workOrder!)).toMatchObject({
      state: "cancelled",
      history: [{}, { kind: "cancelled", note: "machine scrapped" }],
    });
    await cancel("machine scrapped");
    await expect(cancel("no reason")).rejects.toMatchObject({ code: "failed_precondition" });
    await expect(close(FOUND)).rejects.toMatchObject({ code: "failed_precondition" });
    expect(nouns()).toEqual(["workorder"]);
    expect(await open.judged()).toMatchObject({ repaired: false });
  });
});

describe("killed between write and publish", () => {
  test("the verdict is told at the next start, once, with its id, and the advice knows", async () => {
    open.broker.isDown = true;
    const { verdict } = await close(FOUND);
    expect(await open.stored.count({ unannounced: true })).toBe(1);
    const next = await openOrders({ folder });
    stops.push(next.stop);
    const upkeep = orderUpkeep(next.outbox, next.logger);
    await upkeep.start();
    await upkeep.stop();
    expect(next.broker.published.map(({ messageId }) => messageId)).toEqual([verdict?.id, `acme:north:pump:${id}:workorder:2`]);
    expect(await next.stored.count({ unannounced: true })).toBe(0);
    expect(await next.judged()).toMatchObject({ repaired: true });
    expect(await next.outbox.announcePending(10)).toBe(0);
    expect((await next.call.getWorkOrder({ organisation: "acme", id })).verdict).toEqual(verdict);
  });

  test("a start without a broker goes on, and what is untold stays to be told", async () => {
    open.broker.isDown = true;
    await close(FOUND);
    const upkeep = orderUpkeep(open.outbox, open.logger);
    await upkeep.start();
    await upkeep.stop();
    expect(await open.stored.count({ unannounced: true })).toBe(1);
  });
});
