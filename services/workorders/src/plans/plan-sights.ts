import type { PlanSight } from "@phm/advisory";
import { type AssetRef, afterInterval, type PreventivePlan, type TimeNs } from "@phm/domain";
import type { ConditionBook } from "./condition-book.js";
import type { MeterBook } from "./meter-book.js";
import type { OccurrenceLog } from "./occurrence-log.js";
import { Recurrence } from "./recurrence.js";
import type { PlanRecord } from "./stored-plan.js";

export interface PlanSightsOptions {
  readonly occurrences: OccurrenceLog;
  readonly meters: MeterBook;
  readonly conditions: ConditionBook;
  /** Whether a machine is out of use for good. */
  readonly isRetired: (ref: AssetRef) => Promise<boolean>;
  /** What time it is for a machine: its condition is told in that time. */
  readonly machineNowNs: (ref: AssetRef) => Promise<TimeNs>;
  readonly nowNs: () => TimeNs;
}

/** Gathers what a plan is decided by. */
export class PlanSights {
  constructor(private readonly options: PlanSightsOptions) {}

  async of({ plan, progress }: Pick<PlanRecord, "plan" | "progress">): Promise<PlanSight> {
    const { trigger } = plan;
    const { meters, conditions, isRetired } = this.options;
    const open = progress.open === undefined ? undefined : await this.options.occurrences.find(plan, progress.open);
    const meter = trigger.kind === "meter" ? await meters.outlook(plan, trigger.meter) : undefined;
    const condition = trigger.kind === "condition" ? await conditions.marks(plan) : undefined;
    const endedNs = open?.doneNs ?? open?.endedNs;
    return {
      ...{ nowNs: await this.nowNs(plan), isIdle: await isRetired(plan), ...ruleOf(plan) },
      ...(meter ? { meter } : {}),
      ...(condition ? { condition } : {}),
      ...(endedNs === undefined ? {} : { openEndedNs: endedNs }),
    };
  }

  /** The calendar and meters go by the wall clock, conditions by the machine's own time. */
  async nowNs(plan: PreventivePlan): Promise<TimeNs> {
    return plan.trigger.kind === "condition" ? this.options.machineNowNs(plan) : this.options.nowNs();
  }
}

function ruleOf({ trigger }: PreventivePlan): Pick<PlanSight, "dueBetween" | "dueSince"> {
  if (trigger.kind !== "calendar") return { dueBetween: () => [], dueSince: (baseNs) => baseNs ?? 0n };
  const recurrence = new Recurrence(trigger.rule);
  return {
    dueBetween: (afterNs, throughNs, limit) => recurrence.between(afterNs, throughNs, limit),
    dueSince: (baseNs) => afterInterval(trigger.rule, baseNs),
  };
}
