import type { PlanTrigger, PreventivePlan } from "@phm/domain";
import { calendarStep } from "./calendar-step.js";
import { conditionStep } from "./condition-step.js";
import { floatingStep } from "./floating-step.js";
import { meterStep } from "./meter-step.js";
import type { PlanProgress, PlanSight, PlanStep } from "./plan-sight.js";

const HOURS_PER_DAY = 24;

/**
 * Decides what of a plan is due by now or within its lead time. Each occurrence is decided once. Of those that went by unseen, as while
 * the service was down, the latest is ordered and the others are missed, as nobody lubricates three times to catch up; a plan by the calendar may
 * say otherwise.
 */
export function planStep(
  plan: Pick<PreventivePlan, "trigger" | "aheadDays" | "aheadHours">,
  progress: PlanProgress,
  sight: PlanSight,
): PlanStep {
  const { trigger } = plan;
  const aheadDays = leadDays(plan);
  if (trigger.kind === "condition") return conditionStep(trigger, progress, sight);
  if (isFloating(trigger)) return floatingStep(trigger, aheadDays, progress, sight);
  return trigger.kind === "calendar" ? calendarStep(trigger, aheadDays, progress, sight) : meterStep(trigger, aheadDays, progress, sight);
}

/** How long before it is due that an order is there. */
function leadDays({ aheadDays, aheadHours = 0 }: Pick<PreventivePlan, "aheadDays" | "aheadHours">): number {
  return aheadDays + aheadHours / HOURS_PER_DAY;
}

export function isFloating(trigger: PlanTrigger): boolean {
  return trigger.kind !== "condition" && trigger.interval === "floating";
}
