import { describe, expect, test } from "@jest/globals";
import { addSeconds, assetRef, type OrderTask, parseTimeNs, type WorkOrder } from "@phm/domain";
import fc from "fast-check";
import { applyAdvisory } from "../apply-advisory.js";
import { type OrderRequest, raiseOrder, requestedOrderId, requestKey } from "./raise-order.js";

const START_NS = parseTimeNs("2026-01-01T00:00:00Z", "time");
const at = (seconds: number) => addSeconds(START_NS, seconds);
const TASK: OrderTask = {
  title: { en: "Look at the leak", zh: "检查泄漏" },
  checks: [{ en: "dry", zh: "干燥" }],
  parts: [],
  tools: [],
};
const request = (change: Partial<OrderRequest> = {}): OrderRequest => ({
  ...{ id: "r1", origin: "inspection", openedBy: "P-7", ref: assetRef("o", "s", "pump"), component: "seal", tier: "plan" },
  ...{ timeNs: at(0), dueNs: at(1_000), actor: "round", note: "leak at the seal", task: TASK },
  ...change,
});
const ended = (order: WorkOrder): WorkOrder => ({ ...order, state: "closed", endedNs: at(50), updatedNs: at(50) });

describe("work that no prediction calls for", () => {
  test("opens an order with its task, its checks and what it comes from", () => {
    expect(raiseOrder(null, request())).toMatchObject({
      ...{ origin: "inspection", openedBy: "P-7", state: "open", tier: "plan", dueNs: at(1_000), advisoryCount: 0, task: TASK },
      work: { checklist: [{ number: 1, text: TASK.checks[0] }] },
      history: [{ sequence: 1, kind: "opened", state: "open", actor: "round", commandId: "r1" }],
    });
    expect(raiseOrder(null, request())).not.toHaveProperty("failureMode");
  });

  test("of a standing order makes it more urgent and due sooner, never less, and keeps its task", () => {
    const order = raiseOrder(null, request());
    const sooner = raiseOrder(
      order,
      request({ id: "r2", tier: "act_now", dueNs: at(500), timeNs: at(10), task: { ...TASK, title: { en: "b", zh: "b" } } }),
    );
    expect(sooner).toMatchObject({ id: order.id, tier: "act_now", dueNs: at(500), task: TASK, eventCount: 3 });
    expect(sooner.history.map(({ kind }) => kind)).toEqual(["opened", "enriched", "escalated"]);
    expect(raiseOrder(sooner, request({ id: "r3", timeNs: at(20) }))).toMatchObject({ tier: "act_now", dueNs: at(500) });
  });

  test("after the order has ended opens a new one that names it", () => {
    const order = raiseOrder(null, request());
    const next = raiseOrder(ended(order), request({ id: "r2", timeNs: at(60) }));
    expect(next).toMatchObject({ previousOrder: order.id, state: "open" });
    expect(next.id).not.toBe(order.id);
  });

  test("said again changes nothing, whatever has come between", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("r1", "r2", "r3"), { minLength: 1, maxLength: 12 }), (ids) => {
        let order: WorkOrder | null = null;
        for (const [i, id] of ids.entries()) order = raiseOrder(order, request({ id, timeNs: at(i) }));
        expect(order?.eventCount).toBe(new Set(ids).size);
      }),
    );
  });

  test("without a fault stands by what asked for it: a plan's two occurrences do not stand in each other's way, nor in a fault's", () => {
    const [first, second] = ["2026-01", "2026-02"].map((openedBy) => requestKey(request({ origin: "plan", openedBy })));
    expect(new Set([first, second, requestKey(request({ failureMode: "bearing_outer_race" }))]).size).toBe(3);
    expect(requestKey(request({ failureMode: "bearing_cage" }))).toBe(
      requestKey(request({ failureMode: "bearing_outer_race", origin: "person" })),
    );
  });

  test("has an id of its own in every organisation, site and asset", () => {
    const ids = [assetRef("o", "s", "a"), assetRef("o", "s", "b"), assetRef("o", "t", "a"), assetRef("p", "s", "a")].map((ref) =>
      requestedOrderId(request({ ref })),
    );
    expect(new Set(ids).size).toBe(4);
  });
});

describe("a prediction on a fault that an inspection has found", () => {
  const found = raiseOrder(null, request({ failureMode: "bearing_general", component: "bearing" }));
  const advisory = {
    ...{ id: "adv", ref: found.ref, component: "bearing", failureMode: "bearing_outer_race", tier: "plan", point: "de" },
    ...{ timeNs: at(100), dueNs: at(5_000) },
  } as Parameters<typeof applyAdvisory>[1];

  test("enriches and names it, and may not put it off", () => {
    const order = applyAdvisory(found, advisory);
    expect(order).toMatchObject({
      id: found.id,
      failureMode: "bearing_outer_race",
      dueNs: at(1_000),
      latest: advisory,
      advisoryCount: 1,
      task: TASK,
    });
  });

  test("puts off what predictions alone have dated", () => {
    const order = applyAdvisory(applyAdvisory(found, advisory), { ...advisory, id: "adv-2", timeNs: at(200), dueNs: at(9_000) });
    expect(order?.dueNs).toBe(at(9_000));
  });
});
