import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { OrderRequest } from "@phm/advisory";
import {
  assetRefToWire,
  failureModeCodec,
  orderCommandToWire,
  orderRoleCodec,
  orderTaskToWire,
  verdictFromWire,
  verdictStatementToWire,
  workOrderFromWire,
} from "@phm/contracts";
import { addSeconds, NS_PER_MS, type OrderRole, type OrderTask, type VerdictStatement } from "@phm/domain";
import { readOrder } from "../src/orders/stored-order.js";
import { FIRST, type OpenOrders, openOrders, WALL_MS } from "./open-orders.js";

const { ref } = FIRST;
const NOW_NS = BigInt(WALL_MS) * NS_PER_MS;
const TASK: OrderTask = {
  title: { en: "Fix the guard", zh: "修理防护罩" },
  checks: [{ en: "the guard is closed", zh: "防护罩已关闭" }],
  parts: [{ part: "M8", quantity: 4 }],
  tools: [],
  estimatedMinutes: 30,
};

let folder: string;
let open: OpenOrders;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "phm-requested-"));
  open = await openOrders({ folder });
});
afterEach(async () => {
  await open.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Wanted {
  readonly requestId?: string;
  readonly failureMode?: "bearing_cage";
  readonly role?: OrderRole;
  readonly dueNs?: bigint;
}
async function create({ requestId = "r1", failureMode, role = "technician", dueNs = addSeconds(NOW_NS, 3_600) }: Wanted = {}) {
  const answer = await open.call.createWorkOrder({
    ...{ ref: assetRefToWire(ref), component: "bearing", dueNs, task: orderTaskToWire(TASK), actor: "li", requestId },
    role: orderRoleCodec.toWire(role),
    ...(failureMode ? { failureMode: failureModeCodec.toWire(failureMode) } : {}),
  });
  return workOrderFromWire(answer.workOrder!);
}
const close = (id: string, statement: VerdictStatement) =>
  open.call.closeWorkOrder({ organisation: ref.organisation, id, actor: "li", statement: verdictStatementToWire(statement) });
const announced = () => open.broker.published.map(({ messageId }) => messageId);

describe("work that a person calls for", () => {
  test("stands on record with its task and checklist, is told once, and the same request again changes nothing", async () => {
    const order = await create();
    expect(order).toMatchObject({ origin: "person", openedBy: "r1", tier: "plan", state: "open", task: TASK });
    expect(order.work?.checklist).toEqual([{ number: 1, text: TASK.checks[0] }]);
    expect(order).not.toHaveProperty("latest");
    expect(await create()).toEqual(order);
    expect(announced()).toEqual([`acme:north:pump:${order.id}:workorder:1`]);
  });

  test("on a fault that an order stands on is refused with the name of that order", async () => {
    const standing = await open.advise(FIRST);
    await expect(create({ failureMode: "bearing_cage" })).rejects.toThrow(`work order ${standing?.id} (open) stands on this fault`);
  });

  test.each<[Wanted, string]>([
    [{ role: "viewer" }, "a viewer may not create"],
    [{ requestId: "" }, "requestId"],
    [{ dueNs: NOW_NS - 1n }, "due is"],
  ])("%# is refused by what is wrong with it", async (wanted, message) => {
    await expect(create(wanted)).rejects.toThrow(message);
  });

  test("that has opened an order on a fault is enriched by a prediction of it, and by no other order", async () => {
    const order = await create({ failureMode: "bearing_cage" });
    const enriched = await open.advise(FIRST);
    expect(enriched).toMatchObject({ id: order.id, failureMode: FIRST.failureMode, advisoryCount: 1, origin: "person", task: TASK });
  });

  test("is worked on and closed without a fault: nothing was wrong, or the cause that was found", async () => {
    const first = await create();
    const role = orderRoleCodec.toWire("technician");
    await open.call.changeWorkOrder({
      organisation: ref.organisation,
      id: first.id,
      actor: "li",
      role,
      command: orderCommandToWire({ kind: "start" }),
    });
    const done = await close(first.id, { result: "not_found", workDone: "guard fixed", repaired: false });
    const verdict = verdictFromWire(done.verdict!);
    expect([verdict.advised, verdict.advisories]).toEqual([undefined, []]);
    const second = await create({ requestId: "r2" });
    expect(second).toMatchObject({ state: "open" });
    await close(second.id, { result: "other", mechanism: "2.6", cause: "3.4", workDone: "worn hinge replaced", repaired: true });
  });

  test("is told after the broker has come back", async () => {
    open.broker.isDown = true;
    const order = await create();
    expect(announced()).toEqual([]);
    open.broker.isDown = false;
    expect(await open.outbox.announcePending(10)).toBe(1);
    expect(announced()).toEqual([`acme:north:pump:${order.id}:workorder:1`]);
  });
});

describe("an inspection's or a plan's work", () => {
  const request = (change: Partial<OrderRequest> = {}): OrderRequest => ({
    ...{ id: "rec-1", origin: "inspection", openedBy: "P-7", ref, component: "bearing", failureMode: "bearing_general" },
    ...{ tier: "plan", timeNs: NOW_NS, dueNs: addSeconds(NOW_NS, 60), actor: "round", note: "noisy", task: TASK },
    ...change,
  });

  test("enriches the order that a prediction has opened, once", async () => {
    const standing = await open.advise(FIRST);
    await open.orders.raise(request());
    const { value } = await open.orders.raise(request());
    const order = readOrder(value);
    expect(order).toMatchObject({ id: standing?.id, origin: "prediction", latest: { id: FIRST.id } });
    expect(order.history.filter(({ commandId }) => commandId === "rec-1")).toHaveLength(1);
  });

  test("asked for by many at once makes one order", async () => {
    const stored = await Promise.all(["a", "b", "c", "d"].map((id) => open.orders.raise(request({ id }))));
    expect(new Set(stored.map(({ id }) => id)).size).toBe(1);
    const { orders } = await open.orders.list({ ...ref, limit: 10, sort: "opened", onlyStanding: true });
    expect(orders.map(({ eventCount }) => eventCount)).toEqual([4]);
  });

  test("a plan's occurrence stands beside the fault's order, and is not opened again when it has ended", async () => {
    await open.advise(FIRST);
    const { failureMode: _, ...without } = request({ id: "plan-1:2026-01", origin: "plan", openedBy: "plan-1:2026-01" });
    const planned = readOrder((await open.orders.raise(without)).value);
    expect(planned).toMatchObject({ origin: "plan", state: "open" });
    await close(planned.id, { result: "not_found", workDone: "greased", repaired: false });
    expect(readOrder((await open.orders.raise(without)).value)).toMatchObject({ id: planned.id, state: "closed" });
  });
});
