import { type InspectionSchedule, type TimeNs, wallClock } from "@phm/domain";
import { everySoManyDays, type WalkedDay, type WalkedDays } from "./walked-days.js";

/** A time at which a route is due. */
export interface RouteOccurrence extends WalkedDay {
  readonly startNs: TimeNs;
  /** Counts the rounds of the schedule from 0. */
  readonly ordinal: number;
  readonly isFirstOfDay: boolean;
}

const DAY_MS = 86_400_000;
const NS_PER_MS = 1_000_000n;

/**
 * When a route is due in `fromNs <= t < toNs`, in order: wall time of the zone, days counted on the calendar. A time that the change to
 * summer time leaves out is as much later as the clocks are put forward; one that comes twice is the first.
 * @param walkedDays of a schedule with a recurrence rule, which is not read here
 */
export function* routeOccurrences(
  schedule: InspectionSchedule,
  fromNs: TimeNs,
  toNs: TimeNs,
  walkedDays: WalkedDays = everySoManyDays,
): Generator<RouteOccurrence> {
  const { firstDay, times } = schedule;
  const firstMs = Date.parse(`${firstDay}T00:00:00Z`);
  // A zone is at most 14 h ahead of or behind UTC: begin a day early, and pass over what is too early.
  const sinceFirst = Math.floor((Number(fromNs / NS_PER_MS) - firstMs) / DAY_MS) - 1;
  const clock = wallClock(schedule.timeZone);
  for (const walked of walkedDays(schedule, sinceFirst)) {
    const dayMs = firstMs + walked.day * DAY_MS;
    if (BigInt(dayMs - DAY_MS) * NS_PER_MS >= toNs) return;
    for (const [index, time] of times.entries()) {
      const startNs = clock.instantOf(dayMs + minutesOf(time) * 60_000);
      if (startNs < fromNs || startNs >= toNs) continue;
      yield { ...walked, startNs, ordinal: walked.walkDay * times.length + index, isFirstOfDay: index === 0 };
    }
  }
}

function minutesOf(timeOfDay: string): number {
  const [hours, minutes] = timeOfDay.split(":").map(Number) as [number, number];
  return 60 * hours + minutes;
}
