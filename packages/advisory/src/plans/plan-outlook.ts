import { type PreventivePlan, secondsBetween, type TimeNs } from "@phm/domain";
import { whenReached } from "./meter-step.js";
import type { PlanProgress, PlanSight } from "./plan-sight.js";
import { isFloating } from "./plan-step.js";
import { afterDays, S_PER_DAY } from "./plan-time.js";

/** What can be said of when a plan is due next. `waits`: the occurrence before must be done first. */
export type PlanOutlook = { readonly kind: "due"; readonly dueNs: TimeNs } | { readonly kind: "waits" | "unknown" | "over" };

/** A meter that nobody has read for so long tells nothing of when its plan is due. */
const STALE_DAYS = 45;
const FAR_DAYS = 3_660;

/** When a plan is due next, whether or not it is ordered already; or why nobody can tell. */
export function planOutlook({ trigger }: Pick<PreventivePlan, "trigger">, progress: PlanProgress, sight: PlanSight): PlanOutlook {
  const { nowNs, meter, condition, dueBetween, dueSince } = sight;
  const isOpen = progress.open !== undefined && sight.openEndedNs === undefined;
  if (isOpen) return { kind: "waits" };
  if (trigger.kind === "condition") return condition ? { kind: "waits" } : { kind: "unknown" };
  if (trigger.kind === "meter") {
    if (!meter || secondsBetween(meter.timeNs, nowNs) > STALE_DAYS * S_PER_DAY) return { kind: "unknown" };
    const dueNs = whenReached(meter, nextTotal(trigger, progress, meter.total), nowNs);
    return dueNs === undefined ? { kind: "unknown" } : { kind: "due", dueNs };
  }
  const dueNs = isFloating(trigger) ? dueSince(sight.openEndedNs ?? progress.baseNs) : dueBetween(nowNs, afterDays(nowNs, FAR_DAYS), 1)[0];
  return dueNs === undefined ? { kind: "over" } : { kind: "due", dueNs };
}

function nextTotal(trigger: Extract<PreventivePlan["trigger"], { kind: "meter" }>, { baseTotal }: PlanProgress, total: number): number {
  if (trigger.interval === "floating") return (baseTotal ?? trigger.from) + trigger.every;
  return trigger.from + (Math.max(0, Math.floor((total - trigger.from) / trigger.every)) + 1) * trigger.every;
}
