import { InvalidValue } from "./invalid-value.js";
import { NS_PER_MS, type TimeNs } from "./time.js";

const DAY_MS = 86_400_000;

/** What clocks on the wall of a time zone show. Wall times are milliseconds as if they were UTC. */
export interface WallClock {
  /**
   * The instant at which the clocks show a wall time. One that comes twice is the first; one that the change to summer time skips is as
   * much later as the clocks are put forward (RFC 5545, 3.3.5).
   */
  instantOf(wallMs: number): TimeNs;
  /** What the clocks show at an instant. */
  wallMsAt(timeNs: TimeNs): number;
}

/** @throws InvalidValue naming the field unless the zone is one of the IANA list, such as `Asia/Shanghai` */
export function wallClock(timeZone: string, field = "timeZone"): WallClock {
  const offsetAt = zoneOffset(timeZone, field);
  return {
    instantOf: (wallMs) => BigInt(instantMs(wallMs, offsetAt)) * NS_PER_MS,
    wallMsAt(timeNs) {
      const atMs = Number(timeNs / NS_PER_MS);
      return atMs + offsetAt(atMs);
    },
  };
}

function instantMs(wallMs: number, offsetAt: (atMs: number) => number): number {
  const before = offsetAt(wallMs - DAY_MS);
  const early = wallMs - before;
  if (offsetAt(early) === before) return early;
  const late = wallMs - offsetAt(wallMs + DAY_MS);
  // In the gap neither offset gives the wall time back: the clocks would have gone on by the one from before the change.
  return offsetAt(late) === wallMs - late ? late : early;
}

/** How far the wall time of a zone is ahead of UTC, in milliseconds. */
function zoneOffset(timeZone: string, field: string): (atMs: number) => number {
  const format = formatOf(timeZone, field);
  return (atMs) => {
    const parts = format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)] as const);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = Object.fromEntries(parts) as Record<string, number>;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1_000) * 1_000;
  };
}

function formatOf(timeZone: string, field: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
  } catch {
    throw new InvalidValue(field, timeZone, "a time zone of the IANA list, such as Asia/Shanghai", "bad_time_zone");
  }
}
