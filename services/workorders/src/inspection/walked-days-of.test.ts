import { expect, test } from "@jest/globals";
import { everySoManyDays, routeOccurrences, type WalkedDay } from "@phm/advisory";
import { formatTimeNs, type InspectionSchedule, parseTimeNs } from "@phm/domain";
import fc from "fast-check";
import { checkWalkedDays, walkedDaysOf } from "./walked-days-of.js";

const schedule = (rrule: string, change: Partial<InspectionSchedule> = {}): InspectionSchedule => ({
  ...{ timeZone: "Europe/Berlin", firstDay: "2026-03-02", times: ["06:00"], everyDays: 1, rrule },
  ...change,
});
function first(count: number, days: Iterable<WalkedDay>): WalkedDay[] {
  const found: WalkedDay[] = [];
  for (const day of days) if (found.push(day) === count) break;
  return found;
}

test("every N days by a rule are the days of a schedule that says so, from whatever day on they are asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: -10, max: 1_500 }), (everyDays, fromDay) => {
      const byRule = first(5, walkedDaysOf(schedule(`FREQ=DAILY;INTERVAL=${everyDays}`), fromDay));
      const plain = first(6, everySoManyDays(schedule("", { everyDays }), fromDay)).filter(({ day }) => day >= fromDay);
      expect(byRule).toEqual(plain.slice(0, 5));
    }),
    { numRuns: 40 },
  );
});

test("the first working day of a month is walked at its time of day, before and after the clocks change", () => {
  const rule = schedule("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1", { times: ["06:00", "18:00"] });
  const found = [...routeOccurrences(rule, parseTimeNs("2026-03-01T00:00:00Z"), parseTimeNs("2026-05-02T00:00:00Z"), walkedDaysOf)];
  expect(found.map(({ startNs }) => formatTimeNs(startNs))).toEqual([
    ...["2026-03-02T05:00:00Z", "2026-03-02T17:00:00Z", "2026-04-01T04:00:00Z"],
    ...["2026-04-01T16:00:00Z", "2026-05-01T04:00:00Z", "2026-05-01T16:00:00Z"],
  ]);
  expect(found.map(({ ordinal }) => ordinal)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(found.map(({ sinceDays }) => sinceDays)).toEqual([0, 0, 30, 30, 30, 30]);
});

test("a rule that ends has no day after its last", () => {
  expect(first(9, walkedDaysOf(schedule("FREQ=WEEKLY;COUNT=3"), 0)).map(({ day }) => day)).toEqual([0, 7, 14]);
  expect(first(9, walkedDaysOf(schedule("FREQ=WEEKLY;UNTIL=20260309"), 0)).map(({ day }) => day)).toEqual([0, 7]);
});

test("a rule that never comes is refused by name", () => {
  const never = schedule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
  expect(() => checkWalkedDays(never)).toThrow(expect.objectContaining({ field: "schedule.rrule", reason: "never_due" }));
});
