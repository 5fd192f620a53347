import { describe, expect, test } from "@jest/globals";
import { type Advisory, failureFamily, openWorkOrderKey, TIERS, type WorkOrder } from "@phm/domain";
import fc from "fast-check";
import { advisoryAt } from "../test/advisories.js";
import { applyAdvisory } from "./apply-advisory.js";
import { MAX_HISTORY } from "./order-history.js";

const keyOf = (advisory: Advisory) => openWorkOrderKey({ ...advisory, failureFamily: failureFamily(advisory.failureMode) });

function applyAll(advisories: readonly Advisory[]): Map<string, WorkOrder> {
  const orders = new Map<string, WorkOrder>();
  for (const advisory of advisories) {
    const order = applyAdvisory(orders.get(keyOf(advisory)) ?? null, advisory);
    if (order) orders.set(keyOf(advisory), order);
  }
  return orders;
}

const stream = fc
  .array(
    fc.record({
      tier: fc.constantFrom(...TIERS),
      mode: fc.constantFrom("degradation_general" as const, "bearing_outer_race" as const, "imbalance" as const, "sensor_fault" as const),
      repeat: fc.boolean(),
    }),
    { maxLength: 80 },
  )
  .map((items) =>
    items.flatMap(({ tier, mode, repeat }, i) => {
      const advisory = advisoryAt(i * 10, tier, mode);
      return repeat ? [advisory, advisory] : [advisory];
    }),
  );

describe("work orders from advisories", () => {
  test("watch opens no order, plan and act_now do", () => {
    expect(applyAdvisory(null, advisoryAt(0, "watch", "imbalance"))).toBeNull();
    expect(applyAdvisory(null, advisoryAt(0, "plan", "imbalance"))?.state).toBe("open");
    expect(applyAdvisory(null, advisoryAt(0, "act_now", "imbalance"))?.tier).toBe("act_now");
  });

  test("a refined diagnosis relabels the order and keeps its id; the general mode never takes it back", () => {
    const opened = applyAdvisory(null, advisoryAt(0, "plan", "degradation_general"))!;
    const relabelled = applyAdvisory(opened, advisoryAt(10, "act_now", "bearing_outer_race"))!;
    expect(relabelled).toMatchObject({ id: opened.id, failureMode: "bearing_outer_race", tier: "act_now", advisoryCount: 2 });
    expect(relabelled.history.map((e) => e.kind)).toEqual(["opened", "relabelled", "escalated"]);
    expect(applyAdvisory(relabelled, advisoryAt(20, "plan", "degradation_general"))).toMatchObject({
      failureMode: "bearing_outer_race",
      tier: "act_now",
    });
  });

  test("an advisory about another key is refused", () => {
    const order = applyAdvisory(null, advisoryAt(0, "plan", "imbalance"));
    expect(() => applyAdvisory(order, advisoryAt(10, "plan", "sensor_fault"))).toThrow("acme:north:pump:bearing:rotor");
  });

  test("a closed order is not touched by what it already knew, and a newer advisory opens another", () => {
    const closed: WorkOrder = { ...applyAdvisory(null, advisoryAt(0, "plan", "imbalance"))!, state: "closed" };
    expect(applyAdvisory(closed, advisoryAt(0, "plan", "imbalance"))).toBe(closed);
    const next = applyAdvisory(closed, advisoryAt(10, "plan", "imbalance"))!;
    expect(next.state).toBe("open");
    expect(next.id).not.toBe(closed.id);
  });

  test("under any stream there is one order a key, its tier never falls, its history is bounded and begins with the opening", () => {
    fc.assert(
      fc.property(stream, (advisories) => {
        const tiers = new Map<string, number>();
        const ids = new Map<string, Set<string>>();
        const orders = new Map<string, WorkOrder>();
        for (const advisory of advisories) {
          const key = keyOf(advisory);
          const order = applyAdvisory(orders.get(key) ?? null, advisory);
          if (!order) continue;
          orders.set(key, order);
          ids.set(key, (ids.get(key) ?? new Set()).add(order.id));
          expect(TIERS.indexOf(order.tier)).toBeGreaterThanOrEqual(tiers.get(key) ?? 0);
          tiers.set(key, TIERS.indexOf(order.tier));
          expect(order.history.length).toBeLessThanOrEqual(MAX_HISTORY);
          expect(order.history[0]?.kind).toBe("opened");
        }
        for (const seen of ids.values()) expect(seen.size).toBe(1);
      }),
    );
  });

  test("redelivery is harmless: a stream delivered twice over ends in the same orders", () => {
    fc.assert(
      fc.property(stream, (advisories) => {
        const once = applyAll(advisories);
        expect(applyAll([...advisories, ...advisories])).toEqual(once);
        for (const advisory of advisories) {
          const order = once.get(keyOf(advisory));
          if (order) expect(applyAdvisory(order, advisory)).toBe(order);
        }
      }),
    );
  });
});
