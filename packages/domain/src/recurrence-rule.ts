import { InvalidValue } from "./invalid-value.js";
import { wallClock } from "./wall-clock.js";

/** When something is due again and again, in wall time of a zone: a maintenance day does not move with summer time. */
export interface RecurrenceRule {
  /** Recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`. */
  readonly rrule: string;
  /** Wall time from which it counts, such as `2026-01-05T06:00`. */
  readonly start: string;
  /** Of the IANA list, such as `Asia/Shanghai`. */
  readonly timeZone: string;
}

/** The parts of a rule, by name, and all of them as texts. */
export type RecurrenceParts = ReadonlyMap<string, string>;

const MAX_LENGTH = 500;
const MAX_INTERVAL = 10_000;
const FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"];
const WEEKDAY = /^([+-]?([1-4]\d|5[0-3]|[1-9]))?(MO|TU|WE|TH|FR|SA|SU)$/;
const START = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;
const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;

/** What each part may hold: a list of whole numbers (below 0: counted from the end), or of weekdays. */
const LISTS: Readonly<Record<string, { readonly min: number; readonly max: number; readonly fromEnd?: true }>> = {
  BYMONTH: { min: 1, max: 12 },
  BYWEEKNO: { min: 1, max: 53, fromEnd: true },
  BYYEARDAY: { min: 1, max: 366, fromEnd: true },
  BYMONTHDAY: { min: 1, max: 31, fromEnd: true },
  BYHOUR: { min: 0, max: 23 },
  BYMINUTE: { min: 0, max: 59 },
  BYSETPOS: { min: 1, max: 366, fromEnd: true },
};

/** @throws InvalidValue naming field, value and limit of the first part that breaks a rule */
export function checkRecurrenceRule(rule: RecurrenceRule, field = "rule"): void {
  wallClock(rule.timeZone, `${field}.timeZone`);
  const startMs = wallTimeMs(rule.start, `${field}.start`);
  const parts = recurrenceParts(rule.rrule, `${field}.rrule`);
  for (const [name, value] of parts) checkPart(name, value, `${field}.rrule.${name}`);
  const until = parts.get("UNTIL");
  if (!parts.has("FREQ")) throw new InvalidValue(`${field}.rrule.FREQ`, undefined, `one of ${FREQUENCIES.join(", ")}`, "missing");
  if (until === undefined) return;
  if (parts.has("COUNT")) throw new InvalidValue(`${field}.rrule.UNTIL`, until, "left out where COUNT is given");
  if (untilWallMs(until, rule.timeZone) < startMs)
    throw new InvalidValue(`${field}.rrule.UNTIL`, until, `not before ${rule.start}`, "bad_range");
}

/** @throws InvalidValue for a text that is not `NAME=VALUE;NAME=VALUE`, or names a part twice */
export function recurrenceParts(rrule: string, field = "rrule"): RecurrenceParts {
  if (rrule.length === 0 || rrule.length > MAX_LENGTH) throw new InvalidValue(field, rrule, `1 to ${MAX_LENGTH} characters`, "bad_rrule");
  const parts = new Map<string, string>();
  for (const text of rrule.split(";")) {
    const [, name, value] = /^([A-Z]+)=([A-Z0-9,+-]+)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new InvalidValue(field, text, "NAME=VALUE in capitals, joined by ;", "bad_rrule");
    if (parts.has(name)) throw new InvalidValue(`${field}.${name}`, value, "given once", "bad_rrule");
    parts.set(name, value);
  }
  return parts;
}

/** A wall time in milliseconds, as if it were UTC. @throws InvalidValue unless there is such a day and time */
export function wallTimeMs(text: string, field = "start"): number {
  const atMs = START.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (!Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text)) return atMs;
  throw new InvalidValue(field, text, "a day and time that exist, such as 2026-01-05T06:00", "bad_time");
}

/** The last wall time of a rule in milliseconds, as if it were UTC: a day alone is meant to its end. */
export function untilWallMs(until: string, timeZone: string): number {
  const [, year, month, day, hour, minute, second, zulu] = UNTIL.exec(until) ?? [];
  if (hour === undefined) return Date.parse(`${year}-${month}-${day}T23:59:59Z`);
  const atMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return zulu === "Z" ? wallClock(timeZone).wallMsAt(BigInt(atMs) * 1_000_000n) : atMs;
}

function checkPart(name: string, value: string, field: string): void {
  const list = LISTS[name];
  const form = FORMS[name];
  if (list) checkList(value, list, field);
  else if (name === "INTERVAL" || name === "COUNT") checkNumber(value, 1, MAX_INTERVAL, field);
  else if (!form) throw new InvalidValue(field, value, `left out; a rule has ${PARTS.join(", ")}`, "unknown_rrule_part");
  else if (!form.holds(value)) throw new InvalidValue(field, value, form.limit, "bad_rrule");
}

/** Parts that are neither numbers nor lists of them. */
const FORMS: Readonly<Record<string, { readonly limit: string; readonly holds: (value: string) => boolean }>> = {
  FREQ: { limit: `one of ${FREQUENCIES.join(", ")}`, holds: (value) => FREQUENCIES.includes(value) },
  UNTIL: {
    limit: "a day or time that exists, such as 20271231 or 20271231T215959Z",
    holds: (value) => UNTIL.test(value) && !Number.isNaN(untilWallMs(value, "UTC")),
  },
  BYDAY: {
    limit: "weekdays such as MO,WE or 1MO or -1FR",
    holds: (value) => value.split(",").every((day) => WEEKDAY.test(day)),
  },
  WKST: { limit: "a weekday such as MO", holds: (value) => /^[A-Z]+$/.test(value) && WEEKDAY.test(value) },
};

const PARTS = ["INTERVAL", "COUNT", ...Object.keys(FORMS), ...Object.keys(LISTS)];

function checkList(value: string, { min, max, fromEnd }: { min: number; max: number; fromEnd?: true }, field: string): void {
  for (const text of value.split(",")) {
    const unsigned = fromEnd ? text.replace(/^[+-]/, "") : text;
    checkNumber(unsigned, min, max, field, `${min} to ${max}${fromEnd ? `, or -${max} to -${min}` : ""}`);
  }
}

function checkNumber(text: string, min: number, max: number, field: string, limit = `${min} to ${max}`): void {
  const number = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= min && number <= max)) throw new InvalidValue(field, text, `a whole number from ${limit}`, "out_of_range");
}
