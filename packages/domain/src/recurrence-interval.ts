import { type RecurrenceRule, recurrenceParts, wallTimeMs } from "./recurrence-rule.js";
import type { TimeNs } from "./time.js";
import { wallClock } from "./wall-clock.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * When a rule's interval has passed since work was done: at the rule's time of day, so many hours, days, weeks, months or years later. A
 * month that has no such day ends on its last. @param baseNs undefined: never done, so the rule's start
 */
export function afterInterval(rule: RecurrenceRule, baseNs: TimeNs | undefined): TimeNs {
  const clock = wallClock(rule.timeZone);
  const startMs = wallTimeMs(rule.start);
  if (baseNs === undefined) return clock.instantOf(startMs);
  const parts = recurrenceParts(rule.rrule);
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const baseMs = clock.wallMsAt(baseNs);
  if (parts.get("FREQ") === "HOURLY") return clock.instantOf(baseMs + interval * HOUR_MS);
  const dayMs = Math.floor(baseMs / DAY_MS) * DAY_MS;
  return clock.instantOf(laterDay(dayMs, parts.get("FREQ"), interval) + (startMs % DAY_MS));
}

function laterDay(dayMs: number, frequency: string | undefined, interval: number): number {
  if (frequency === "DAILY") return dayMs + interval * DAY_MS;
  if (frequency === "WEEKLY") return dayMs + 7 * interval * DAY_MS;
  const day = new Date(dayMs);
  const months = frequency === "YEARLY" ? 12 * interval : interval;
  const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + months];
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day.getUTCDate(), lastDay));
}
