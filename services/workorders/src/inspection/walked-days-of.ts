import { everySoManyDays, type WalkedDay } from "@phm/advisory";
import { addSeconds, type InspectionSchedule, type TimeNs, wallTimeMs } from "@phm/domain";
import { checkRecurrence, Recurrence } from "../plans/recurrence.js";

const DAY_MS = 86_400_000;
const NS_PER_MS = 1_000_000n;
/** Days are asked for in pieces: what a month has, or what comes once a year. */
const PIECE = 100;
const TEN_YEARS_S = 3_660 * 86_400;

/**
 * The days on which a route is walked. Those of a recurrence rule are counted from its first day on by the same reader as those of preventive
 * plans; as it reads days, not times of day, no change of the clocks meets it.
 */
export function* walkedDaysOf(schedule: InspectionSchedule, fromDay: number): Generator<WalkedDay> {
  if (schedule.rrule === undefined) return yield* everySoManyDays(schedule, fromDay);
  let before: number | undefined;
  let walkDay = 0;
  for (const day of daysOf(schedule, schedule.rrule)) {
    if (day >= fromDay) yield { day, walkDay, sinceDays: before === undefined ? 0 : day - before };
    before = day;
    walkDay += 1;
  }
}

/** Checks what the form of a rule does not show: that it comes at all. @throws InvalidValue naming the rule */
export function checkWalkedDays({ rrule, firstDay }: InspectionSchedule): void {
  if (rrule !== undefined) checkRecurrence({ rrule, start: `${firstDay}T00:00`, timeZone: "UTC" }, "schedule");
}

function* daysOf({ firstDay }: InspectionSchedule, rrule: string): Generator<number> {
  const start = `${firstDay}T00:00`;
  const firstMs = wallTimeMs(start);
  const recurrence = new Recurrence({ rrule, start, timeZone: "UTC" });
  let afterNs: TimeNs = BigInt(firstMs) * NS_PER_MS - 1n;
  for (;;) {
    const found = recurrence.between(afterNs, addSeconds(afterNs, TEN_YEARS_S), PIECE);
    for (const dayNs of found) yield Math.round((Number(dayNs / NS_PER_MS) - firstMs) / DAY_MS);
    const last = found.at(-1);
    if (last === undefined) return;
    afterNs = last;
  }
}
