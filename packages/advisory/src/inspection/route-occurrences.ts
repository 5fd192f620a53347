import type { InspectionSchedule, TimeNs } from "@phm/domain";

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
  const offsetAt = zoneOffset(schedule.timeZone);
  for (let walkDay = Math.max(0, Math.floor(sinceFirst / everyDays)); ; walkDay += 1) {
    const day = walkDay * everyDays;
    const dayMs = firstMs + day * DAY_MS;
    if (BigInt(dayMs - DAY_MS) * NS_PER_MS >= toNs) return;
    for (const [index, time] of times.entries()) {
      const startNs = BigInt(instantOf(dayMs + minutesOf(time) * 60_000, offsetAt)) * NS_PER_MS;
      if (startNs < fromNs || startNs >= toNs) continue;
      yield { startNs, ordinal: walkDay * times.length + index, walkDay, day, isFirstOfDay: index === 0 };
    }
  }
}

/** The instant that has this wall time, which is given as if it were UTC. Of two instants the earlier, of none the one after the gap. */
function instantOf(wallMs: number, offsetAt: (atMs: number) => number): number {
  const before = offsetAt(wallMs - DAY_MS);
  const early = wallMs - before;
  if (offsetAt(early) === before) return early;
  const late = wallMs - offsetAt(wallMs + DAY_MS);
  // In the gap neither offset gives the wall time back: the one from before the change is right, as clocks would go on by it.
  return offsetAt(late) === wallMs - late ? late : early;
}

/** How far the wall time of a zone is ahead of UTC, in milliseconds. */
function zoneOffset(timeZone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  return (atMs) => {
    const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts as Record<string, number>;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1_000) * 1_000;
  };
}

function minutesOf(timeOfDay: string): number {
  const [hours, minutes] = timeOfDay.split(":").map(Number) as [number, number];
  return 60 * hours + minutes;
}
