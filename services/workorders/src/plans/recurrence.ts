import {
  checkRecurrenceRule,
  InvalidValue,
  type RecurrenceRule,
  recurrenceParts,
  type TimeNs,
  untilWallMs,
  type WallClock,
  wallClock,
  wallTimeMs,
} from "@phm/domain";
import { RRuleTemporal } from "rrule-temporal";

const DAY_MS = 86_400_000;
/** Wall times within so much of a change of the clocks may come in another order than their instants. */
const MARGIN_MS = 3 * 3_600_000;
const SPARE = 8;
const MAX_A_YEAR = 10_000;
const MONTHS_A_YEAR = 12;
/** A rule that has nothing for so long is a slip of the pen. */
const MAX_EMPTY_DAYS = 3_660;

/**
 * When a recurrence rule is due. It counts on the calendar, by wall time: work at 06:00 stays at 06:00 when the clocks change. A wall time
 * that they skip is as much later, one that comes twice is the first.
 */
export class Recurrence {
  readonly #rule: RRuleTemporal;
  readonly #clock: WallClock;
  readonly #untilMs: number;

  constructor(rule: RecurrenceRule) {
    const parts = new Map(recurrenceParts(rule.rrule));
    const until = parts.get("UNTIL");
    parts.delete("UNTIL");
    this.#untilMs = until === undefined ? Number.POSITIVE_INFINITY : untilWallMs(until, rule.timeZone);
    this.#clock = wallClock(rule.timeZone);
    const start = new Date(wallTimeMs(rule.start)).toISOString().replace(/[-:]|\.\d+/g, "");
    const rrule = [...parts].map(([name, value]) => `${name}=${value}`).join(";");
    // As if the zone were UTC: the library drops what the change to summer time skips.
    this.#rule = new RRuleTemporal({ rruleString: `DTSTART:${start}\nRRULE:${rrule}`, strict: true });
  }

  /** With `afterNs < t <= throughNs`, in order, at most so many. */
  between(afterNs: TimeNs, throughNs: TimeNs, limit: number): TimeNs[] {
    const found = new Set<TimeNs>();
    const endMs = this.#clock.wallMsAt(throughNs) + MARGIN_MS;
    let wallMs = this.#next(this.#clock.wallMsAt(afterNs) - MARGIN_MS);
    while (wallMs !== undefined && wallMs <= endMs && found.size < limit + SPARE) {
      const timeNs = this.#clock.instantOf(wallMs);
      if (timeNs > afterNs && timeNs <= throughNs) found.add(timeNs);
      wallMs = this.#next(wallMs);
    }
    return [...found].sort((a, b) => Number(a - b)).slice(0, limit);
  }

  /** How many there are in a time, counted in wall time. */
  count(fromMs: number, days: number): number {
    return this.#rule.between(new Date(fromMs - 1), new Date(fromMs + days * DAY_MS)).length;
  }

  #next(afterMs: number): number | undefined {
    const next = this.#rule.next(new Date(afterMs))?.epochMilliseconds;
    return next === undefined || next > this.#untilMs ? undefined : next;
  }
}

/** Checks what `checkRecurrenceRule` cannot: how often a rule comes, and that it comes at all. @throws InvalidValue */
export function checkRecurrence(rule: RecurrenceRule, field = "trigger.rule"): Recurrence {
  checkRecurrenceRule(rule, field);
  const startMs = wallTimeMs(rule.start);
  const recurrence = new Recurrence(rule);
  // First a month: a rule that comes each minute would take long to count over a year.
  const month = recurrence.count(startMs, 31);
  const year = month > MAX_A_YEAR / MONTHS_A_YEAR ? month * MONTHS_A_YEAR : recurrence.count(startMs, 365);
  if (year > MAX_A_YEAR) throw new InvalidValue(`${field}.rrule`, rule.rrule, `at most ${MAX_A_YEAR} occurrences a year`, "too_often");
  if (year === 0 && !comesAtAll(recurrence, startMs))
    throw new InvalidValue(`${field}.rrule`, rule.rrule, "with an occurrence within ten years of its start", "never_due");
  return recurrence;
}

function comesAtAll(recurrence: Recurrence, startMs: number): boolean {
  return recurrence.count(startMs, MAX_EMPTY_DAYS) > 0;
}
