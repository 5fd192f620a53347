import type { CalendarTrigger, MeterTrigger, PlanTrigger, TimeNs } from "@phm/domain";
import { whenReached } from "./meter-step.js";
import type { PlanProgress, PlanSight, PlanStep } from "./plan-sight.js";
import { afterDays, laterLook } from "./plan-time.js";

/** What is due an interval after it was done last: never two at a time, and nothing is missed while nobody does it. */
export function floatingStep(trigger: PlanTrigger, aheadDays: number, progress: PlanProgress, sight: PlanSight): PlanStep {
  const { nowNs, isIdle } = sight;
  const standing = afterReopening(afterOpen(progress, sight), sight);
  const wait = (lookNs: TimeNs): PlanStep => ({ progress: standing, occurrences: [], lookNs });
  if (standing.open !== undefined || isIdle || trigger.kind === "condition") return wait(laterLook(nowNs));
  const dueNs = nextDue(trigger, standing, sight);
  if (dueNs === undefined) return wait(laterLook(nowNs));
  const orderNs = afterDays(dueNs, -aheadDays);
  if (orderNs > nowNs) return wait(trigger.kind === "meter" ? laterLook(nowNs) : orderNs);
  const count = (standing.count ?? 0) + 1;
  const id = floatingId(standing.era, count);
  return { progress: { ...standing, count, open: id }, occurrences: [{ id, dueNs, fate: "ordered" }], lookNs: laterLook(nowNs) };
}

/** The next interval counts from the end of the open one. */
function afterOpen(progress: PlanProgress, { openEndedNs, meter }: PlanSight): PlanProgress {
  if (progress.open === undefined || openEndedNs === undefined) return progress;
  const { open: _, ...rest } = progress;
  return { ...rest, baseNs: openEndedNs, ...(meter ? { baseTotal: meter.total } : {}) };
}

/** Work that was not done after all holds the plan again, and the interval counts from when it was done then. */
function afterReopening(progress: PlanProgress, { reopened, meter }: PlanSight): PlanProgress {
  if (reopened === undefined || progress.open !== undefined) return progress;
  const { id, endedNs } = reopened;
  if (endedNs === undefined) return { ...progress, open: id };
  return { ...progress, baseNs: endedNs, ...(meter ? { baseTotal: meter.total } : {}) };
}

/** Id of the occurrence that the latest decision has ordered; undefined where there is none, or of a plan that is not floating. */
export function latestFloatingId(trigger: PlanTrigger, { era, count }: PlanProgress): string | undefined {
  const isFloating = trigger.kind !== "condition" && trigger.interval === "floating";
  return isFloating && count !== undefined ? floatingId(era, count) : undefined;
}

const floatingId = (era: number, count: number): string => `f${era}-${count}`;

function nextDue(trigger: CalendarTrigger | MeterTrigger, { baseNs, baseTotal }: PlanProgress, { nowNs, meter, dueSince }: PlanSight) {
  if (trigger.kind === "calendar") return dueSince(baseNs);
  return meter && whenReached(meter, (baseTotal ?? trigger.from) + trigger.every, nowNs);
}
