import { describe, expect, test } from "@jest/globals";
import { addSeconds, type FailureMode, type TimeNs, type Verdict, type VerdictResult, type WorkOrder } from "@phm/domain";
import fc from "fast-check";
import { advisoryAt, REF, START_NS } from "../../test/advisories.js";
import { applyAdvisory } from "../apply-advisory.js";
import { type JudgedOrder, maintenanceKpis } from "./maintenance-kpis.js";

const H = 3_600;
const at = (hours: number): TimeNs => addSeconds(START_NS, hours * H);
/** One hundred hours of two machines. */
const SCOPE = { fromNs: START_NS, toNs: at(100), machines: 2 };

function judged(
  openedH: number,
  {
    result = "confirmed" as VerdictResult,
    failedH = undefined as number | undefined,
    doneH = openedH + 10,
    found = undefined as FailureMode | undefined,
  } = {},
  mode: FailureMode = "bearing_outer_race",
): JudgedOrder {
  const order = applyAdvisory(null, advisoryAt(openedH * H, "plan", mode)) as WorkOrder;
  const verdict: Verdict = {
    ...{ id: `v${openedH}`, ref: REF, workOrder: order.id, component: order.component, advised: mode, timeNs: at(doneH), actor: "li" },
    ...{ advisories: [], result, workDone: "replaced", repaired: result === "confirmed" },
    ...(found === undefined ? {} : { failureMode: found }),
    ...(failedH === undefined ? {} : { failedNs: at(failedH) }),
  };
  return { order: { ...order, state: "closed", endedNs: at(doneH) }, verdict };
}
const standing = (openedH: number): JudgedOrder => ({
  order: applyAdvisory(null, advisoryAt(openedH * H, "plan", "imbalance")) as WorkOrder,
});

describe("figures of maintenance", () => {
  test("of nothing are counts of zero; no failure is not a mean time of zero", () => {
    const kpis = maintenanceKpis([], SCOPE);
    expect(kpis).toEqual({
      ...{ opened: 0, ended: 0, backlog: 0, overdue: 0, backlogH: 0, failures: 0, availabilityRatio: 1 },
      ...{ precisionByMode: [], labourCost: 0, partCost: 0 },
    });
  });

  test("mean time between failures is running time over failures, repair is from the failure on", () => {
    const kpis = maintenanceKpis([judged(10, { failedH: 20, doneH: 24 }), judged(50, { failedH: 60, doneH: 66 })], SCOPE);
    expect(kpis).toMatchObject({ failures: 2, meanTimeBetweenFailuresH: (200 - 10) / 2, meanTimeToRepairH: 5, availabilityRatio: 0.95 });
  });

  test("a fault that was worked on before the machine failed is planned work and no failure", () => {
    const kpis = maintenanceKpis([judged(10), judged(30, { failedH: 35, doneH: 40 })], SCOPE);
    expect(kpis).toMatchObject({ failures: 1, planned: { ratio: 0.5, cases: 2 } });
  });

  test("an order was right when its fault or another of its family was found", () => {
    const orders = [
      judged(1),
      judged(2, { result: "not_found" }),
      judged(3, { result: "other", found: "bearing_inner_race" }),
      judged(4, { result: "other", found: "gear" }),
    ];
    const { precision, precisionByMode } = maintenanceKpis(orders, SCOPE);
    expect(precision).toEqual({ ratio: 0.5, cases: 4 });
    expect(precisionByMode).toEqual([{ failureMode: "bearing_outer_race", precision }]);
  });

  test("what no prediction has called for says nothing about predictions, but costs and stands as other work does", () => {
    const { latest: _, ...order } = judged(5).order;
    const work = {
      ...{ checklist: [], attachments: [], partBookings: [{ part: "6205", quantity: 2, costPerUnit: 12 }] },
      timeBookings: [{ person: "li", startNs: at(6), minutes: 90, ratePerHour: 40 }],
    };
    const task = { title: { en: "x", zh: "x" }, checks: [], parts: [], tools: [], estimatedMinutes: 30 };
    const kpis = maintenanceKpis([{ ...judged(5), order: { ...order, work } }, { order: { ...standing(7).order, task } }], SCOPE);
    expect(kpis).not.toHaveProperty("precision");
    expect(kpis).toMatchObject({ ended: 1, backlog: 1, backlogH: 0.5, labourCost: 60, partCost: 24 });
  });

  test("what was gained is the time from the order to the failure, or to the work that prevented it", () => {
    expect(maintenanceKpis([judged(10, { failedH: 40, doneH: 44 }), judged(20, { doneH: 30 })], SCOPE).leadTimeGainedH).toBe(20);
  });

  test("sensors neither fail machines nor spoil the precision on them", () => {
    const kpis = maintenanceKpis([judged(1, { result: "not_found", failedH: 2 }, "sensor_fault")], SCOPE);
    expect(kpis).toMatchObject({ failures: 0, availabilityRatio: 1 });
    expect(kpis).not.toHaveProperty("precision");
  });

  test("the backlog is what stands at the end, overdue what should have been done by then", () => {
    expect(maintenanceKpis([standing(10), standing(99), judged(20)], SCOPE)).toMatchObject({
      backlog: 2,
      overdue: 1,
      opened: 3,
      ended: 1,
    });
  });

  test("stay within their range and add up, whatever happened when", () => {
    const hours = fc.integer({ min: 0, max: 120 });
    const order = fc
      .record({
        openedH: hours,
        failed: fc.option(hours),
        lasts: hours,
        result: fc.constantFrom<VerdictResult>("confirmed", "not_found", "other"),
      })
      .map(({ openedH, failed, lasts, result }) =>
        judged(openedH, { result, doneH: openedH + lasts, ...(failed === null ? {} : { failedH: Math.min(failed, openedH + lasts) }) }),
      );
    fc.assert(
      fc.property(fc.array(order, { maxLength: 30 }), (orders) => {
        const kpis = maintenanceKpis(orders, SCOPE);
        expect(kpis.availabilityRatio).toBeGreaterThanOrEqual(0);
        expect(kpis.availabilityRatio).toBeLessThanOrEqual(1);
        expect(kpis.overdue).toBeLessThanOrEqual(kpis.backlog);
        for (const ratio of [kpis.planned?.ratio, kpis.precision?.ratio]) if (ratio !== undefined) expect(ratio).toBeLessThanOrEqual(1);
        expect(kpis.meanTimeBetweenFailuresH === undefined).toBe(kpis.failures === 0);
      }),
    );
  });
});
