import { describe, expect, test } from "@jest/globals";
import { addSeconds, CRITICALITIES, type PlannedStop, type RulEstimate } from "@phm/domain";
import fc from "fast-check";
import { REF, START_NS } from "../test/advisories.js";
import { assessmentAt } from "../test/assessments.js";
import { ACCEPTED_RISK, dueDate, timeToRiskS } from "./due-date.js";
import { blockS } from "./tier-rules.js";

/** Chance 5 % within 1 h, 20 % within 4 h, 50 % within 16 h. */
const CURVE = [
  { horizonS: 3_600, probability: 0.05 },
  { horizonS: 14_400, probability: 0.2 },
  { horizonS: 57_600, probability: 0.5 },
];
const NOW = START_NS;
const ABSTAINING = assessmentAt(0, { state: "alert" }).prognosis;
const ESTIMATE: RulEstimate = { ...ABSTAINING, status: "estimate", p10S: 7_000, p50S: 57_600, p90S: 200_000, failureWithin: CURVE };

describe("the time by which a risk is reached", () => {
  test("is read off the curve, between two horizons by the logarithm of time", () => {
    expect(timeToRiskS(ESTIMATE, 0.05)).toBe(3_600);
    expect(timeToRiskS(ESTIMATE, 0.2)).toBe(14_400);
    // Half way from 5 % to 20 %: the geometric mean of one and four hours.
    expect(timeToRiskS(ESTIMATE, 0.125)).toBeCloseTo(7_200, 6);
  });

  test("before the first horizon rises with time, after the last one is the last", () => {
    expect(timeToRiskS(ESTIMATE, 0.01)).toBeCloseTo(720, 9);
    expect(timeToRiskS(ESTIMATE, 0.9)).toBe(57_600);
  });

  test("is the estimate's own quantile where it states one", () => {
    expect(timeToRiskS(ESTIMATE, 0.1)).toBe(7_000);
  });

  test("is not known where there is no estimate", () => {
    expect(timeToRiskS(ABSTAINING, 0.1)).toBeUndefined();
    expect(timeToRiskS({ ...ABSTAINING, status: "lower_bound", p10S: 9_000 }, 0.1)).toBeUndefined();
  });

  test("never comes earlier for a higher risk, and keeps the chance at or under it", () => {
    const curve = fc
      .array(fc.tuple(fc.double({ min: 1, max: 1e6, noNaN: true }), fc.double({ min: 0.001, max: 1, noNaN: true })), {
        minLength: 1,
        maxLength: 20,
      })
      .map((pairs) => {
        const times = pairs.map(([time]) => time).sort((a, b) => a - b);
        const chances = pairs.map(([, chance]) => chance).sort((a, b) => a - b);
        return times.map((horizonS, i) => ({ horizonS, probability: chances[i] as number }));
      });
    const risk = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(curve, risk, risk, (failureWithin, a, b) => {
        const at = (each: number) =>
          timeToRiskS({ ...ESTIMATE, p10S: undefined as never, failureWithin }, each === 0.1 ? 0.11 : each) as number;
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(at(low)).toBeLessThanOrEqual(at(high) * (1 + 1e-9));
        const passed = failureWithin.filter(({ horizonS }) => horizonS < at(low) * (1 - 1e-9));
        for (const { probability } of passed) expect(probability).toBeLessThanOrEqual(low);
      }),
    );
  });
});

describe("the due date", () => {
  test("is the earlier, the more a failure would cost", () => {
    const [low, medium, high] = CRITICALITIES.map(
      (criticality) => dueDate("plan", { timeNs: NOW, prognosis: ESTIMATE, cadenceS: 10, criticality }).horizonS,
    ) as [number, number, number];
    expect(high).toBeLessThan(medium);
    expect(medium).toBeLessThan(low);
  });

  test("says the risk that it accepts, in both languages", () => {
    const due = dueDate("plan", { timeNs: NOW, prognosis: ESTIMATE, cadenceS: 10, criticality: "high" });
    expect(due).toMatchObject({ acceptedRisk: ACCEPTED_RISK.high, horizonS: 3_600 });
    expect(due.reasonEn).toContain("1 h the chance of failing reaches 5 %");
    expect(due.reasonZh).toContain("5 %");
  });

  test("leaves at least one block of the machine's time", () => {
    const imminent: RulEstimate = { ...ESTIMATE, p10S: 1 };
    expect(dueDate("act_now", { timeNs: NOW, prognosis: imminent, cadenceS: 60, criticality: "medium" }).horizonS).toBe(blockS(60));
  });

  test("goes by the tier, and says so, where there is no estimate", () => {
    const due = dueDate("plan", { timeNs: NOW, prognosis: ABSTAINING, cadenceS: 10, criticality: "high" });
    expect(due.acceptedRisk).toBeUndefined();
    expect(due.reasonEn).toContain("No estimate");
    expect(due.horizonS).toBeGreaterThan(
      dueDate("act_now", { timeNs: NOW, prognosis: ABSTAINING, cadenceS: 10, criticality: "high" }).horizonS,
    );
  });

  test("falls on the last planned stop that begins in time, and says so", () => {
    const stops = [stopAt("early", 1_000), stopAt("late", 3_000), stopAt("too-late", 90_000), stopAt("past", -500)];
    const due = dueDate("plan", { timeNs: NOW, prognosis: ESTIMATE, cadenceS: 10, criticality: "high", plannedStops: stops });
    expect(due).toMatchObject({ horizonS: 3_000, plannedStop: { id: "late" }, acceptedRisk: 0.05 });
    expect(due.reasonEn).toContain("Planned stop late begins before that");
  });

  test("does not wait for a stop that begins after the risk is reached, and names it", () => {
    const facts = { timeNs: NOW, prognosis: ESTIMATE, cadenceS: 10, criticality: "high" as const };
    const due = dueDate("plan", { ...facts, plannedStops: [stopAt("b", 99_000), stopAt("a", 90_000)] });
    expect(due.plannedStop).toBeUndefined();
    expect(due.horizonS).toBe(dueDate("plan", facts).horizonS);
    expect(due.reasonEn).toContain("the next one, a, begins at");
  });

  test("never comes later for a planned stop", () => {
    const starts = fc.array(fc.integer({ min: -10_000, max: 200_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(starts, fc.constantFrom(...CRITICALITIES), fc.constantFrom(ESTIMATE, ABSTAINING), (seconds, criticality, prognosis) => {
        const facts = { timeNs: NOW, prognosis, cadenceS: 10, criticality };
        const plannedStops = seconds.map((each, i) => stopAt(`s${i}`, each));
        const [free, tied] = [dueDate("plan", facts), dueDate("plan", { ...facts, plannedStops })];
        expect(tied.horizonS).toBeLessThanOrEqual(free.horizonS);
        expect(tied.horizonS).toBeGreaterThanOrEqual(Math.min(free.horizonS, blockS(10)));
      }),
    );
  });
});

function stopAt(id: string, seconds: number): PlannedStop {
  const { organisation, site } = REF;
  const startNs = addSeconds(NOW, seconds);
  return { id, organisation, site, startNs, endNs: addSeconds(startNs, 3_600), source: "MES", note: "" };
}
