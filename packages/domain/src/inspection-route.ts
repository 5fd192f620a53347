import { checkWhole, checkWords } from "./check-fields.js";
import { checkDuty } from "./check-inspection-standard.js";
import type { BilingualText } from "./fault-knowledge.js";
import type { InspectionCode, InspectionKey } from "./inspection-code.js";
import type { InspectionDuty } from "./inspection-standard.js";
import { InvalidValue } from "./invalid-value.js";
import { checkRecurrenceRule, type RecurrenceRule, recurrenceParts } from "./recurrence-rule.js";

/** When a route is walked: at these times of day of every so many days, or of the days of a rule, in wall time of the zone. */
export interface InspectionSchedule {
  /** Of the IANA list, such as `Asia/Shanghai`. */
  readonly timeZone: string;
  /** `2026-03-01`: the day that days and rounds are counted from. */
  readonly firstDay: string;
  /** `HH:MM`, rising: where a route is walked each shift, when the shifts begin. */
  readonly times: readonly string[];
  /** 1 where there is a rule. */
  readonly everyDays: number;
  /** Days as a recurrence rule of RFC 5545 has them, such as `FREQ=WEEKLY;BYDAY=MO,TH`; absent: every so many days. */
  readonly rrule?: string;
}

/** A way past inspection points, in their order, with when and by whom it is walked (巡检路线). */
export interface InspectionRoute extends InspectionKey {
  readonly name: BilingualText;
  readonly points: readonly InspectionCode[];
  readonly duty: InspectionDuty;
  readonly schedule: InspectionSchedule;
  /** How long a round takes. */
  readonly expectedMinutes: number;
  /** From when it is due to when it must be done. */
  readonly windowMinutes: number;
  /** How long after that an item is late; after it, missed. */
  readonly graceMinutes: number;
}

const MAX_POINTS = 200;
const MAX_TIMES = 24;
const MAX_DAYS = 366;
const MAX_MINUTES = 7 * 24 * 60;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** @throws InvalidValue with the field, the value and the limit, for the first rule that is broken */
export function checkInspectionRoute({
  name,
  points,
  duty,
  schedule,
  expectedMinutes,
  windowMinutes,
  graceMinutes,
}: InspectionRoute): void {
  checkWords("name.en", name.en);
  checkWords("name.zh", name.zh);
  if (points.length < 1 || points.length > MAX_POINTS)
    throw new InvalidValue("points", points.length, `1 to ${MAX_POINTS} points`, "out_of_range");
  points.forEach((point, i) => {
    if (points.indexOf(point) < i) throw new InvalidValue(`points[${i}]`, point, "on the route once", "twice");
  });
  checkDuty(duty);
  checkSchedule(schedule);
  checkWhole("expectedMinutes", expectedMinutes, 1, MAX_MINUTES);
  checkWhole("windowMinutes", windowMinutes, 1, MAX_MINUTES);
  checkWhole("graceMinutes", graceMinutes, 0, MAX_MINUTES);
}

function checkSchedule({ timeZone, firstDay, times, everyDays, rrule }: InspectionSchedule): void {
  checkZone(timeZone);
  if (!isDay(firstDay)) throw new InvalidValue("schedule.firstDay", firstDay, "a day that exists, such as 2026-03-01", "bad_time");
  if (times.length < 1 || times.length > MAX_TIMES)
    throw new InvalidValue("schedule.times", times.length, `1 to ${MAX_TIMES} times of day`, "out_of_range");
  times.forEach((time, i) => {
    if (!TIME.test(time)) throw new InvalidValue(`schedule.times[${i}]`, time, "a time of day from 00:00 to 23:59", "bad_time");
    if (i > 0 && time <= (times[i - 1] as string))
      throw new InvalidValue(`schedule.times[${i}]`, time, `after ${times[i - 1]}`, "bad_time");
  });
  checkWhole("schedule.everyDays", everyDays, 1, rrule === undefined ? MAX_DAYS : 1);
  if (rrule !== undefined) checkDayRule({ rrule, start: `${firstDay}T00:00`, timeZone });
}

/** A rule says on which days; at what times of the day is said beside it. */
function checkDayRule(rule: RecurrenceRule): void {
  const field = "schedule";
  checkRecurrenceRule(rule, field);
  const parts = recurrenceParts(rule.rrule);
  const finer = ["BYHOUR", "BYMINUTE"].find((name) => parts.has(name));
  if (finer) throw new InvalidValue(`${field}.rrule.${finer}`, parts.get(finer), "left out: the times are given beside", "bad_rrule");
  if (parts.get("FREQ") === "HOURLY")
    throw new InvalidValue(`${field}.rrule.FREQ`, "HOURLY", "DAILY, WEEKLY, MONTHLY or YEARLY", "bad_rrule");
  const until = parts.get("UNTIL");
  if (until !== undefined && until.length > 8)
    throw new InvalidValue(`${field}.rrule.UNTIL`, until, "a day, such as 20271231", "bad_rrule");
}

function checkZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone });
  } catch {
    throw new InvalidValue("schedule.timeZone", timeZone, "a time zone of the IANA list, such as Asia/Shanghai", "bad_time_zone");
  }
}

function isDay(text: string): boolean {
  const atMs = DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}
