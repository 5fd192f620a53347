import { describe, expect, test } from "@jest/globals";
import { PLANT_TIME_SCALE } from "@phm/diagnostics";
import { addSeconds, type FailureMode, type OrderCommand, type WorkOrder } from "@phm/domain";
import { advisoryAt, START_NS } from "../../test/advisories.js";
import { assessmentAt, type Seen } from "../../test/assessments.js";
import { applyAdvisory } from "../apply-advisory.js";
import { blockS } from "../tier-rules.js";
import { changeWorkOrder } from "./change-work-order.js";
import { followCourse, isFollowed } from "./follow-course.js";

const CADENCE_S = 10;
const BLOCK_S = blockS(CADENCE_S);
const at = (seconds: number) => addSeconds(START_NS, seconds);
const opened = (mode: FailureMode = "bearing_outer_race") => applyAdvisory(null, advisoryAt(0, "plan", mode)) as WorkOrder;
const seen = (order: WorkOrder, seconds: number, what: Seen & { zone?: "A" | "B" | "C" | "D" }) => {
  const assessment = assessmentAt(seconds, what);
  return followCourse(order, { ...assessment, condition: { ...assessment.condition, zone: what.zone ?? null } }, CADENCE_S, {});
};
const give = (order: WorkOrder, command: OrderCommand, seconds: number) =>
  changeWorkOrder(order, command, { actor: "Li", role: "admin", timeNs: at(seconds), advisories: [] }).order;
const repaired = (order: WorkOrder, seconds: number) =>
  give(give(order, { kind: "start" }, seconds), { kind: "finish", note: "" }, seconds);

const ALARM = { state: "alarm", mode: "bearing_outer_race", levelRatio: 4, zone: "C" } as const;

describe("the condition before the work", () => {
  test("is that of the opening and of the worst since, with the finding of the order's family", () => {
    let order = seen(opened(), 0, { state: "alert", mode: "bearing_outer_race", confidence: 0.7, levelRatio: 2, zone: "B" });
    order = seen(order, 10, { state: "alert", mode: "imbalance", levelRatio: 2.05, zone: "B" });
    expect(order.course).toMatchObject({ opening: { confidence: 0.7, levelRatio: 2 }, worst: { levelRatio: 2 }, result: "not_yet_known" });
    order = seen(order, 20, ALARM);
    order = seen(order, 30, { state: "alert", levelRatio: 9, zone: "B" });
    order = seen(order, 40, { state: "sensor_fault", levelRatio: 90, zone: "D" });
    expect(order.course?.worst).toEqual({ timeNs: at(20), state: "alarm", levelRatio: 4, zone: "C", confidence: 0.8 });
    expect(order.eventCount).toBe(1);
  });

  test("is not changed by the same assessment again, nor by one from before the order", () => {
    const order = seen(opened(), 0, ALARM);
    expect(seen(order, 0, ALARM)).toBe(order);
    expect(seen(order, -10, { ...ALARM, levelRatio: 50 })).toBe(order);
  });
});

describe("the condition after the work", () => {
  const before = repaired(seen(opened(), 0, ALARM), 100);

  test("of a machine in a plant is believed after hours, not after the minutes of a rig", () => {
    const plant = (seconds: number) =>
      followCourse(before, assessmentAt(seconds, { state: "normal", levelRatio: 1, sinceS: 50 }), CADENCE_S, { timeScale: "plant" });
    const plantBlockS = blockS(CADENCE_S, PLANT_TIME_SCALE);
    expect(plantBlockS).toBeGreaterThan(10 * BLOCK_S);
    expect(plant(100 + plantBlockS - 1)).toBe(before);
    expect(plant(100 + plantBlockS).course?.result).toBe("better");
  });

  test("is the first that has held for a block since, and says better with both figures", () => {
    const soon = seen(before, 100 + BLOCK_S - 1, { state: "normal", levelRatio: 1, zone: "A", sinceS: 50 });
    expect(soon).toBe(before);
    const proved = seen(before, 100 + BLOCK_S, { state: "normal", levelRatio: 1.1, zone: "A", sinceS: 50 });
    expect(proved.course).toMatchObject({ result: "better", worst: { levelRatio: 4 }, after: { levelRatio: 1.1, zone: "A" } });
    expect(proved.history.at(-1)).toMatchObject({
      kind: "proved",
      actor: "condition",
      note: "better: alarm, level 4, zone C -> normal, level 1.1, zone A",
    });
    expect(seen(proved, 9_000, ALARM)).toBe(proved);
  });

  test.each([
    ["same", { state: "alarm", levelRatio: 3.5, zone: "C" } as const],
    ["better", { state: "alert", levelRatio: 2.9 } as const],
    ["better", { state: "alarm", levelRatio: 3.9, zone: "B" } as const],
    ["same", { state: "normal", levelRatio: 1, zone: "D" } as const],
  ])("is %s for %j", (result, what) => {
    expect(seen(before, 100 + BLOCK_S, { ...what, sinceS: 0 }).course?.result).toBe(result);
  });

  test("waits while the machine is learnt or its sensor is broken, also when the order is closed meanwhile, and then it is over", () => {
    for (const state of ["learning", "sensor_fault"] as const) {
      expect(seen(before, 9_000, { state, levelRatio: 1, sinceS: 0 })).toBe(before);
    }
    const statement = { result: "not_found", workDone: "looked", repaired: false } as const;
    const closed = give(before, { kind: "close", statement }, 200);
    expect(isFollowed(closed)).toBe(true);
    const proved = seen(closed, 9_000, { state: "normal", levelRatio: 1, sinceS: 500 });
    expect(proved).toMatchObject({ state: "closed", endedNs: at(100), course: { result: "better" } });
    expect(isFollowed(proved)).toBe(false);
  });

  test("is forgotten when the work goes on, and an order that nobody worked on has none", () => {
    const proved = seen(before, 9_000, { ...ALARM, sinceS: 0 });
    expect(proved.course?.result).toBe("same");
    const again = give(proved, { kind: "resume", note: "wrong bearing" }, 9_100);
    expect(again.course).toMatchObject({ result: "not_yet_known", worst: { levelRatio: 4 } });
    expect(again.course).not.toHaveProperty("after");
    expect(isFollowed(give(seen(opened(), 0, ALARM), { kind: "cancel", reason: "scrapped" }, 10))).toBe(false);
  });

  test("of a sensor is better when no sensor fault stands", () => {
    const sensor = repaired(seen(opened("sensor_fault"), 0, { state: "sensor_fault", mode: "sensor_fault" }), 100);
    expect(seen(sensor, 9_000, { state: "learning", sinceS: 500 }).course?.result).toBe("better");
    expect(seen(sensor, 9_000, { state: "sensor_fault", sinceS: 0 }).course?.result).toBe("same");
  });
});

describe("an order whose machine is normal again", () => {
  const order = seen(opened(), 0, ALARM);

  test("suggests closing after a block, closes nothing, and takes it back when the fault returns", () => {
    expect(seen(order, BLOCK_S - 1, { state: "normal", sinceS: 0 })).toBe(order);
    const calm = seen(order, BLOCK_S + 5, { state: "normal", sinceS: 5 });
    expect(calm).toMatchObject({ state: "open", suggestsClosing: { en: "the condition has been normal since 2020-09-13T12:26:45Z" } });
    expect(calm.history.at(-1)).toMatchObject({ kind: "fell_back", note: calm.suggestsClosing?.en });
    expect(seen(calm, BLOCK_S + 15, { state: "normal", sinceS: 5 })).toBe(calm);
    expect(seen(calm, BLOCK_S + 15, { state: "learning" })).toBe(calm);
    const back = seen(calm, BLOCK_S + 25, { state: "alert" });
    expect(back).not.toHaveProperty("suggestsClosing");
    expect(back.history.map(({ kind }) => kind)).toEqual(["opened", "fell_back", "came_back"]);
  });

  test("does not once the work is done: then its effect is what counts", () => {
    expect(seen(repaired(order, 50), 9_000, { state: "normal", levelRatio: 1, sinceS: 0 })).not.toHaveProperty("suggestsClosing");
  });
});
