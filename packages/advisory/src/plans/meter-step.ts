import { addSeconds, laterTime, type MeterTrigger, type TimeNs } from "@phm/domain";
import { caughtUp, type DueOccurrence } from "./caught-up.js";
import { MAX_STEP, type MeterOutlook, type PlanProgress, type PlanSight, type PlanStep } from "./plan-sight.js";
import { afterDays, laterLook, S_PER_DAY } from "./plan-time.js";

/** Sums of readings end a little beside a whole number of intervals. */
const ROUNDING = 1e-9;
/** Further ahead a rate of today says nothing. */
const MAX_FORECAST_DAYS = 3_660;

/** What a meter has come to, whatever became of what was due before. Nothing is decided before the first reading. */
export function meterStep(trigger: MeterTrigger, aheadDays: number, progress: PlanProgress, sight: PlanSight): PlanStep {
  const { nowNs, isIdle, meter } = sight;
  if (!meter) return { progress, occurrences: [], lookNs: laterLook(nowNs) };
  const reached = Math.max(0, Math.floor((meter.total - trigger.from) / trigger.every + ROUNDING));
  const count = progress.count ?? reached;
  const due = dueIntervals(progress.era, count, reached, meter.timeNs);
  const nextNs = whenReached(meter, trigger.from + (reached + 1) * trigger.every, nowNs);
  const isAhead = !isIdle && reached + 1 > count && due.length <= MAX_STEP && nextNs !== undefined && nextNs <= afterDays(nowNs, aheadDays);
  if (isAhead) due.push({ id: meterId(progress.era, reached + 1), dueNs: laterTime(nextNs, addSeconds(nowNs, 1)) });
  const { occurrences, isPart } = caughtUp(due, sight);
  const decided = count + occurrences.length;
  return {
    progress: decided === progress.count ? progress : { ...progress, count: decided },
    occurrences,
    lookNs: isPart ? nowNs : laterLook(nowNs),
  };
}

function dueIntervals(era: number, count: number, reached: number, dueNs: TimeNs): DueOccurrence[] {
  const last = Math.min(reached, count + MAX_STEP + 1);
  return Array.from({ length: Math.max(0, last - count) }, (_, i) => ({ id: meterId(era, count + i + 1), dueNs }));
}

const meterId = (era: number, interval: number): string => `m${era}-${interval}`;

/** When a meter will stand at a total, if it goes on as it does; undefined where nobody can tell. Never before now, if it does not yet. */
export function whenReached(meter: MeterOutlook, total: number, nowNs: TimeNs): TimeNs | undefined {
  if (meter.total >= total) return meter.timeNs;
  if (meter.perDay === undefined || !(meter.perDay > 0)) return undefined;
  const days = (total - meter.total) / meter.perDay;
  return days > MAX_FORECAST_DAYS ? undefined : laterTime(nowNs, addSeconds(meter.timeNs, days * S_PER_DAY));
}
