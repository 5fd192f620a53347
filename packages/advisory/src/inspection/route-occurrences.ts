import { type InspectionSchedule, type TimeNs, wallClock } from "@phm/domain";

/** A time at which a route is due. */
export interface RouteOccurrence {
  readonly startNs: TimeNs;
  /** Counts the rounds of the schedule from 0. */
  readonly ordinal: number;
  /** Counts the days on which the route is walked from 0. */
  readonly walkDay: number;
  /** Days since the first day of the schedule. */
  readonly day: number;
  readonly isFirstOfDay: boolean;
}

const DAY_MS = 86_400_000;
const NS_PER_MS = 1_000_000n;

/**
 * When a route is due in `fromNs <= t < toNs`, in order: wall time of the zone, days counted on the calendar. A time that the change to
 * summer time leaves out is as much later as the clocks are put forward; one that comes twice is the first. @throws nothing
 */
export function* routeOccurrences(schedule: InspectionSchedule, fromNs: TimeNs, toNs: TimeNs): Generator<RouteOccurrence> {
  const { firstDay, times, everyDays } = schedule;
  const firstMs = Date.parse(`${firstDay}T00:00:00Z`);
  // A zone is at most 14 h ahead of or behind UTC: begin a day early, and pass over what is too early.
  const sinceFirst = Math.floor((Number(fromNs / NS_PER_MS) - firstMs) / DAY_MS) - 1;
  const clock = wallClock(schedule.timeZone);
  for (let walkDay = Math.max(0, Math.floor(sinceFirst / everyDays)); ; walkDay += 1) {
    const day = walkDay * everyDays;
    const dayMs = firstMs + day * DAY_MS;
    if (BigInt(dayMs - DAY_MS) * NS_PER_MS >= toNs) return;
    for (const [index, time] of times.entries()) {
      const startNs = clock.instantOf(dayMs + minutesOf(time) * 60_000);
      if (startNs < fromNs || startNs >= toNs) continue;
      yield { startNs, ordinal: walkDay * times.length + index, walkDay, day, isFirstOfDay: index === 0 };
    }
  }
}

function minutesOf(timeOfDay: string): number {
  const [hours, minutes] = timeOfDay.split(":").map(Number) as [number, number];
  return 60 * hours + minutes;
}
