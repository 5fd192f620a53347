import { describe, expect, test } from "@jest/globals";
import { addSeconds, type ConditionTrigger, type MeterTrigger, type PlanTrigger, type TimeNs } from "@phm/domain";
import fc from "fast-check";
import { conditionMarks } from "./condition-step.js";
import { planCompliance } from "./plan-compliance.js";
import { planOutlook } from "./plan-outlook.js";
import { initialProgress, progressWith } from "./plan-progress.js";
import type { PlanOccurrence, PlanProgress, PlanSight } from "./plan-sight.js";
import { MAX_STEP } from "./plan-sight.js";
import { planStep } from "./plan-step.js";

const START_NS = 1_700_000_000_000_000_000n;
const day = (days: number): TimeNs => addSeconds(START_NS, 86_400 * days);
const RULE = { rrule: "FREQ=DAILY", start: "2026-01-05T06:00", timeZone: "UTC" };
const CALENDAR: PlanTrigger = { kind: "calendar", rule: RULE, interval: "fixed" };
const FLOATING: PlanTrigger = { kind: "calendar", rule: RULE, interval: "floating" };
const METER: MeterTrigger = { kind: "meter", meter: "running_hours", every: 100, from: 0, interval: "fixed" };
const CONDITION: ConditionTrigger = { kind: "condition", reaches: "alert", heldHours: 24 };

/** A rule that is due on these days. */
const dueOn = (days: readonly number[]): Pick<PlanSight, "dueBetween"> => ({
  dueBetween: (afterNs, throughNs, limit) =>
    days
      .map(day)
      .filter((dueNs) => dueNs > afterNs && dueNs <= throughNs)
      .slice(0, limit),
});
const sightAt = (days: number, change: Partial<PlanSight> = {}): PlanSight => ({
  ...{ nowNs: day(days), isIdle: false, dueBetween: () => [], dueSince: (baseNs) => addSeconds(baseNs ?? START_NS, 86_400 * 10) },
  ...change,
});

/** Looks at a plan at each of the times, and again as often as it wants to be looked at once more. */
function decided(trigger: PlanTrigger, aheadDays: number, sights: readonly PlanSight[], from: PlanProgress = initialProgress(START_NS)) {
  const occurrences: PlanOccurrence[] = [];
  let progress = from;
  for (const sight of sights) {
    for (let again = true; again; ) {
      const step = planStep({ trigger, aheadDays }, progress, sight);
      again = step.lookNs <= sight.nowNs && step.occurrences.length > 0;
      progress = step.progress;
      occurrences.push(...step.occurrences);
    }
  }
  return { occurrences, progress };
}

const fates = (occurrences: readonly PlanOccurrence[]) => occurrences.map(({ fate }) => fate);

describe("a plan by the calendar", () => {
  test("is ordered ahead, due when it is due, and once", () => {
    const days = [5, 10, 15];
    const { occurrences } = decided(
      CALENDAR,
      3,
      [1, 2, 3, 6, 7, 8].map((at) => sightAt(at, dueOn(days))),
    );
    expect(occurrences).toEqual([
      expect.objectContaining({ dueNs: day(5), fate: "ordered" }),
      expect.objectContaining({ dueNs: day(10), fate: "ordered" }),
    ]);
  });

  test("after days without the service orders the latest that went by, and notes the others as missed", () => {
    const { occurrences } = decided(CALENDAR, 2, [sightAt(0.5, dueOn([1, 2, 3, 4, 5, 6])), sightAt(4.5, dueOn([1, 2, 3, 4, 5, 6]))]);
    expect(fates(occurrences)).toEqual(["ordered", "ordered", "missed", "ordered", "ordered", "ordered"]);
  });

  test.each([
    ["all", ["ordered", "ordered", "ordered", "ordered", "ordered"]],
    ["one", ["missed", "missed", "ordered", "ordered", "ordered"]],
    ["none", ["missed", "missed", "missed", "ordered", "ordered"]],
  ] as const)("that catches up with %s of what went by unseen orders these and what is to come", (catchUp, expected) => {
    const { occurrences } = decided({ ...CALENDAR, catchUp }, 2, [sightAt(3.5, dueOn([1, 2, 3, 4, 5]))]);
    expect(fates(occurrences)).toEqual(expected);
  });

  test("that catches up with none still orders what has come due since it was last looked at", () => {
    const { occurrences } = decided(
      { ...CALENDAR, catchUp: "none" },
      0,
      [0.5, 1.001, 2.001].map((at) => sightAt(at, dueOn([1, 2]))),
    );
    expect(fates(occurrences)).toEqual(["ordered", "ordered"]);
  });

  test("is ordered so many days and hours ahead", () => {
    const lead = { trigger: CALENDAR, aheadDays: 1, aheadHours: 6 };
    const at = (hours: number) => planStep(lead, initialProgress(START_NS), sightAt(hours / 24, dueOn([5])));
    expect(at(24 * 5 - 31).occurrences).toEqual([]);
    expect(at(24 * 5 - 31).lookNs).toBe(addSeconds(day(5), -30 * 3_600));
    expect(fates(at(24 * 5 - 30).occurrences)).toEqual(["ordered"]);
  });

  test("orders one alone also where more were missed than one step decides", () => {
    const days = Array.from({ length: 3 * MAX_STEP + 7 }, (_, i) => 1 + i / 10);
    const { occurrences } = decided(CALENDAR, 0, [sightAt(1_000, dueOn(days))]);
    expect(fates(occurrences).filter((fate) => fate === "ordered")).toHaveLength(1);
    expect(occurrences).toHaveLength(days.length);
    expect(occurrences.at(-1)?.fate).toBe("ordered");
  });

  test("of a machine out of use orders nothing, and says so", () => {
    const { occurrences } = decided(CALENDAR, 5, [
      sightAt(3.5, { ...dueOn([1, 2, 3, 4]), isIdle: true }),
      sightAt(3.6, dueOn([1, 2, 3, 4])),
    ]);
    expect(fates(occurrences)).toEqual(["idle", "idle", "idle", "ordered"]);
  });

  test("each occurrence is ordered, missed or still to come, exactly once, whatever the rule and the downtimes are", () => {
    const someDays = fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 120 }).map((days) => days.sort((a, b) => a - b));
    const looks = fc.array(fc.double({ min: 0.01, max: 40, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(someDays, looks, fc.nat(30), (days, steps, aheadDays) => {
        let at = 0;
        const sights = steps.map((step) => {
          at += step;
          return sightAt(at, dueOn(days));
        });
        const { occurrences, progress } = decided(CALENDAR, aheadDays, sights);
        expect(new Set(occurrences.map(({ id }) => id)).size).toBe(occurrences.length);
        const accounted = occurrences.map(({ dueNs }) => dueNs);
        const future = days.map(day).filter((dueNs) => dueNs > progress.throughNs);
        expect([...accounted, ...future]).toEqual(days.map(day));
        for (const { dueNs, fate } of occurrences) if (dueNs > day(at)) expect(fate).toBe("ordered");
      }),
    );
  });
});

describe("a floating plan", () => {
  test("never has two orders open, and counts from when the work was done, whenever that is", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 60, noNaN: true }), { minLength: 1, maxLength: 20 }), (delays) => {
        let progress = initialProgress(START_NS);
        let at = 20;
        for (const delay of delays) {
          const first = planStep({ trigger: FLOATING, aheadDays: 0 }, progress, sightAt(at));
          expect(fates(first.occurrences)).toEqual(["ordered"]);
          const again = planStep({ trigger: FLOATING, aheadDays: 0 }, first.progress, sightAt(at + delay));
          expect(again.occurrences).toEqual([]);
          const doneNs = day(at + delay);
          const done = planStep({ trigger: FLOATING, aheadDays: 0 }, again.progress, sightAt(at + delay, { openEndedNs: doneNs }));
          expect(done.occurrences).toEqual([]);
          expect(planOutlook({ trigger: FLOATING }, done.progress, sightAt(at + delay))).toEqual({
            kind: "due",
            dueNs: addSeconds(doneNs, 864_000),
          });
          progress = done.progress;
          at += delay + 11;
        }
      }),
    );
  });

  test("whose trigger is changed still waits for what is open", () => {
    const { progress } = planStep({ trigger: FLOATING, aheadDays: 0 }, initialProgress(START_NS), sightAt(20));
    expect(planStep({ trigger: FLOATING, aheadDays: 0 }, progressWith(progress, day(21)), sightAt(90)).occurrences).toEqual([]);
  });
});

describe("a plan by a meter", () => {
  const read = (days: number, total: number, perDay?: number): PlanSight =>
    sightAt(days, { meter: { timeNs: day(days), value: total, total, ...(perDay === undefined ? {} : { perDay }) } });

  test("begins where the meter stands, and is due with each interval", () => {
    const { occurrences } = decided(METER, 0, [read(1, 250), read(2, 299), read(3, 301), read(4, 399)]);
    expect(occurrences).toEqual([{ id: "m1-3", dueNs: day(3), fate: "ordered" }]);
  });

  test("is ordered ahead by how fast the meter goes on, and once", () => {
    const { occurrences } = decided(METER, 5, [read(1, 10, 10), read(5, 50, 10), read(6, 60, 10), read(11, 110, 10)]);
    expect(occurrences).toHaveLength(1);
    expect(occurrences[0]).toMatchObject({ id: "m1-1", fate: "ordered", dueNs: day(10) });
  });

  test("that nobody read for intervals orders one, and notes the others as missed", () => {
    expect(fates(decided(METER, 0, [read(1, 0), read(100, 450)]).occurrences)).toEqual(["missed", "missed", "missed", "ordered"]);
  });

  test("says that nobody can tell where no reading arrives, or none any more", () => {
    const at = (sight: PlanSight) => planOutlook({ trigger: METER }, initialProgress(START_NS), sight);
    expect(at(sightAt(1))).toEqual({ kind: "unknown" });
    expect(at({ ...read(1, 50, 10), nowNs: day(60) })).toEqual({ kind: "unknown" });
    expect(at(read(1, 50, 10))).toEqual({ kind: "due", dueNs: day(6) });
  });

  test("has each interval in exactly one fate, whatever is read and when", () => {
    const reads = fc.array(fc.record({ days: fc.integer({ min: 1, max: 30 }), hours: fc.nat(400), idle: fc.boolean() }), { maxLength: 30 });
    fc.assert(
      fc.property(reads, fc.nat(20), (steps, aheadDays) => {
        let [at, total] = [0, 0];
        const sights = steps.map(({ days, hours, idle }) => {
          at += days;
          total += hours;
          return { ...read(at, total, hours / days), isIdle: idle };
        });
        const { occurrences } = decided(METER, aheadDays, sights);
        expect(new Set(occurrences.map(({ id }) => id)).size).toBe(occurrences.length);
        const begun = Math.floor((steps[0]?.hours ?? 0) / 100);
        expect(occurrences.map(({ id }) => Number(id.slice(3)))).toEqual(occurrences.map((_, i) => begun + 1 + i));
        expect(occurrences.length).toBeGreaterThanOrEqual(Math.floor(total / 100) - begun);
      }),
    );
  });
});

describe("a plan by condition", () => {
  const seen = (days: number, sinceDays: number | undefined, change: Partial<PlanSight> = {}) =>
    sightAt(days, { condition: sinceDays === undefined ? {} : { alert: day(sinceDays) }, ...change });

  test("is ordered once the condition has held, and again only after it was left and has come back", () => {
    const first = decided(CONDITION, 0, [seen(1, undefined), seen(2, 1.5), seen(3, 1.5), seen(4, 1.5)]);
    expect(fates(first.occurrences)).toEqual(["ordered"]);
    const after = decided(CONDITION, 0, [seen(5, 1.5, { openEndedNs: day(5) }), seen(9, 1.5)], first.progress);
    expect(after.occurrences).toEqual([]);
    expect(decided(CONDITION, 0, [seen(20, 15)], after.progress).occurrences).toHaveLength(1);
  });

  test("is held by a worse condition too, and neither begun nor ended by a broken sensor", () => {
    const at = (days: number, state: "normal" | "alert" | "alarm" | "sensor_fault", zone: "A" | "C" | "D" | null = null) => ({
      state,
      zone,
      timeNs: day(days),
    });
    const marks = conditionMarks(conditionMarks({}, at(1, "alert", "C")), at(2, "alarm", "D"));
    expect(marks).toEqual({ alert: day(1), alarm: day(2), B: day(1), C: day(1), D: day(2) });
    expect(conditionMarks(marks, at(3, "sensor_fault"))).toBe(marks);
    expect(conditionMarks(marks, at(3, "alarm", "D"))).toBe(marks);
    expect(conditionMarks(marks, at(4, "normal", "A"))).toEqual({});
  });
});

describe("the compliance of a plan", () => {
  const occurrence = fc.record({
    dueNs: fc.integer({ min: 0, max: 100 }).map(day),
    fate: fc.constantFrom("ordered", "missed", "idle"),
    toleranceDays: fc.nat(10),
    doneNs: fc.option(fc.integer({ min: 0, max: 120 }).map(day), { nil: undefined }),
    isEnded: fc.boolean(),
  });

  test("lies between 0 and 1, and each occurrence that was due is in one count", () => {
    fc.assert(
      fc.property(fc.array(occurrence), (all) => {
        const known = all.map(({ doneNs, ...each }) => ({ ...each, ...(doneNs === undefined ? {} : { doneNs }) }));
        const { complianceRatio = 0, ...counts } = planCompliance(known, day(50));
        expect(complianceRatio).toBeGreaterThanOrEqual(0);
        expect(complianceRatio).toBeLessThanOrEqual(1);
        const counted = Object.values(counts).reduce((sum, count) => sum + count, 0);
        expect(counted).toBe(known.filter(({ dueNs, isEnded }) => dueNs <= day(50) || isEnded).length);
      }),
    );
  });

  test("counts what was done within the tolerance as on time, and what was given up as missed", () => {
    const each = (change: object) => ({ dueNs: day(10), fate: "ordered" as const, toleranceDays: 2, isEnded: true, ...change });
    const done = [each({ doneNs: day(12) }), each({ doneNs: day(12.1) }), each({}), each({ isEnded: false })];
    expect(planCompliance(done, day(13))).toEqual({
      onTime: 1,
      late: 1,
      missed: 1,
      overdue: 1,
      pending: 0,
      idle: 0,
      complianceRatio: 0.25,
    });
    expect(planCompliance([each({ isEnded: false })], day(11))).toMatchObject({ pending: 1 });
    expect(planCompliance([], day(11))).not.toHaveProperty("complianceRatio");
  });
});
