import { expect, test } from "@jest/globals";
import { formatTimeNs, type InspectionSchedule, parseTimeNs } from "@phm/domain";
import fc from "fast-check";
import { routeOccurrences } from "./route-occurrences.js";

const BERLIN: InspectionSchedule = { timeZone: "Europe/Berlin", firstDay: "2026-03-28", times: ["02:30", "14:00"], everyDays: 1 };
const between = (schedule: InspectionSchedule, from: string, to: string) =>
  [...routeOccurrences(schedule, parseTimeNs(from), parseTimeNs(to))].map(({ startNs }) => formatTimeNs(startNs));

test("times of day stay what they are when the clocks are put forward; one that is left out is an hour later by the clock", () => {
  expect(between(BERLIN, "2026-03-28T00:00:00Z", "2026-03-30T00:00:00Z")).toEqual([
    ...["2026-03-28T01:30:00Z", "2026-03-28T13:00:00Z", "2026-03-29T01:30:00Z", "2026-03-29T12:00:00Z"],
  ]);
});

test("a time that comes twice when the clocks are put back is taken once, the first time", () => {
  const found = between({ ...BERLIN, firstDay: "2026-10-24" }, "2026-10-24T00:00:00Z", "2026-10-26T00:00:00Z");
  expect(found).toEqual(["2026-10-24T00:30:00Z", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-25T13:00:00Z"]);
});

test("every third day is counted from the first, in the day of the zone", () => {
  const shanghai = { timeZone: "Asia/Shanghai", firstDay: "2026-03-01", times: ["06:00"], everyDays: 3 };
  expect(between(shanghai, "2026-02-01T00:00:00Z", "2026-03-08T00:00:00Z")).toEqual([
    ...["2026-02-28T22:00:00Z", "2026-03-03T22:00:00Z", "2026-03-06T22:00:00Z"],
  ]);
});

const schedules = fc.record({
  timeZone: fc.constantFrom("UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Auckland"),
  firstDay: fc.constantFrom("2026-01-01", "2026-03-28", "2026-10-20"),
  times: fc.constantFrom(["06:00"], ["00:00", "12:00"], ["05:30", "13:30", "21:30"]),
  everyDays: fc.integer({ min: 1, max: 10 }),
});

test("a span that is cut anywhere gives the same occurrences, with the same numbers, as in one piece", () => {
  const from = parseTimeNs("2025-12-20T00:00:00Z");
  fc.assert(
    fc.property(schedules, fc.integer({ min: 1, max: 360 }), (schedule, day) => {
      const cut = from + BigInt(day) * 86_400_000_000_000n;
      const to = from + 365n * 86_400_000_000_000n;
      const whole = [...routeOccurrences(schedule, from, to)];
      expect([...routeOccurrences(schedule, from, cut), ...routeOccurrences(schedule, cut, to)]).toEqual(whole);
      expect(whole.map(({ ordinal }) => ordinal)).toEqual(whole.map((_, i) => i));
    }),
    { numRuns: 30 },
  );
});
