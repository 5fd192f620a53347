import { type CalendarTrigger, formatTimeNs, laterTime, type TimeNs } from "@phm/domain";
import { caughtUp } from "./caught-up.js";
import { MAX_STEP, type PlanProgress, type PlanSight, type PlanStep } from "./plan-sight.js";
import { afterDays, laterLook, NEVER } from "./plan-time.js";

/** A rule that has nothing for so long has come to its end. */
const FAR_DAYS = 3_660;

/** What is due by the calendar, whatever became of what was due before. */
export function calendarStep({ catchUp }: CalendarTrigger, aheadDays: number, progress: PlanProgress, sight: PlanSight): PlanStep {
  const { nowNs, isIdle, dueBetween } = sight;
  // A machine that is out of use may be back before something is due: only what has been due is decided.
  const horizonNs = laterTime(progress.throughNs, isIdle ? nowNs : afterDays(nowNs, aheadDays));
  const due = dueBetween(progress.throughNs, horizonNs, MAX_STEP + 1).map((dueNs) => ({ id: calendarId(dueNs), dueNs }));
  const { occurrences, isPart } = caughtUp(due, sight, catchUp);
  const throughNs = isPart ? (occurrences.at(-1)?.dueNs ?? horizonNs) : horizonNs;
  return {
    progress: throughNs === progress.throughNs ? progress : { ...progress, throughNs },
    occurrences,
    lookNs: isPart ? nowNs : nextLook(throughNs, aheadDays, sight),
  };
}

/** What is next may be within the lead time of a machine that is out of use: it is looked at again in a while. */
function nextLook(throughNs: TimeNs, aheadDays: number, { nowNs, isIdle, dueBetween }: PlanSight): TimeNs {
  const [next] = dueBetween(throughNs, afterDays(laterTime(throughNs, nowNs), FAR_DAYS), 1);
  if (next === undefined) return NEVER;
  return laterTime(afterDays(next, -aheadDays), isIdle ? laterLook(nowNs) : nowNs);
}

/** By its time: the same day is the same occurrence, also of a rule that was changed since. */
function calendarId(dueNs: TimeNs): string {
  return formatTimeNs(dueNs).replace(/[-:]/g, "");
}
