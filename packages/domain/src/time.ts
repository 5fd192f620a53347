import { InvalidValue } from "./invalid-value.js";

/** Nanoseconds since 1970-01-01T00:00:00Z. A bigint because today's value exceeds 2^53. */
export type TimeNs = bigint;

export const NS_PER_S = 1_000_000_000n;
export const NS_PER_MS = 1_000_000n;

/** Largest time that fits a signed 64-bit field: the year 2262. */
export const MAX_TIME_NS = 2n ** 63n - 1n;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Parses an RFC 3339 time to the nanosecond.
 * @throws InvalidValue when the text is not RFC 3339 with a zone, or names no real day.
 */
export function parseTimeNs(text: string, field = "time"): TimeNs {
  const match = RFC_3339.exec(text);
  if (!match) throw new InvalidValue(field, text, "an RFC 3339 time with a zone, such as 2026-01-31T06:00:00Z", "bad_time");
  const [, fraction = ""] = match;
  const wholeSecondsMs = Date.parse(text.replace(/\.\d+/, ""));
  if (Number.isNaN(wholeSecondsMs)) throw new InvalidValue(field, text, "a day and time that exist", "bad_time");
  return BigInt(wholeSecondsMs) * NS_PER_MS + BigInt(fraction.padEnd(9, "0"));
}

/** RFC 3339 in UTC; the fraction is left out when it is zero, else cut to what is needed (milli, micro or nano). */
export function formatTimeNs(timeNs: TimeNs): string {
  const secondNs = ((timeNs % NS_PER_S) + NS_PER_S) % NS_PER_S;
  const whole = new Date(Number((timeNs - secondNs) / NS_PER_MS)).toISOString().slice(0, 19);
  if (secondNs === 0n) return `${whole}Z`;
  const digits = secondNs
    .toString()
    .padStart(9, "0")
    .replace(/(000){1,2}$/, "");
  return `${whole}.${digits}Z`;
}

/** Seconds from `fromNs` to `toNs`, as a number: exact to a microsecond over a century. */
export function secondsBetween(fromNs: TimeNs, toNs: TimeNs): number {
  return Number(toNs - fromNs) / 1e9;
}

/** Adds seconds (any sign, fractions kept to the nanosecond). */
export function addSeconds(timeNs: TimeNs, seconds: number): TimeNs {
  return timeNs + BigInt(Math.round(seconds * 1e9));
}

/** The later of two times. */
export function earlierTime(a: TimeNs, b: TimeNs): TimeNs {
  return a < b ? a : b;
}

export function laterTime(a: TimeNs, b: TimeNs): TimeNs {
  return a > b ? a : b;
}

const STORED_DIGITS = 19;

/** Fixed-width decimal for stores, so that text order is time order. Range: 1970 to 2262. */
export function storedTime(timeNs: TimeNs): string {
  if (timeNs < 0n || timeNs > MAX_TIME_NS) throw new InvalidValue("timeNs", timeNs, `between 0 and ${MAX_TIME_NS}`, "bad_time");
  return timeNs.toString().padStart(STORED_DIGITS, "0");
}
