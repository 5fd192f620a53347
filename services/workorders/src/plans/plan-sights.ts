import { latestFloatingId, type MeterOutlook, type PlanProgress, type PlanSight } from "@phm/advisory";
import { type AssetRef, afterInterval, type Meter, type PreventivePlan, type TimeNs } from "@phm/domain";
import type { ConditionBook } from "./condition-book.js";
import type { MeterBook } from "./meter-book.js";
import type { KnownOccurrence, OccurrenceLog } from "./occurrence-log.js";
import { Recurrence } from "./recurrence.js";
import type { RunHours } from "./run-hours.js";
import type { PlanRecord } from "./stored-plan.js";

export interface PlanSightsOptions {
  readonly occurrences: OccurrenceLog;
  readonly meters: MeterBook;
  readonly conditions: ConditionBook;
  readonly runHours: RunHours;
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
    const { conditions, isRetired } = this.options;
    const open = progress.open === undefined ? undefined : await this.options.occurrences.find(plan, progress.open);
    const meter = trigger.kind === "meter" ? await this.#meterOf(plan, trigger.meter) : undefined;
    const condition = trigger.kind === "condition" ? await conditions.marks(plan) : undefined;
    const endedNs = open && endOf(open);
    const reopened = await this.#reopenedOf(plan, progress);
    return {
      ...{ nowNs: await this.nowNs(plan), isIdle: await isRetired(plan), ...ruleOf(plan) },
      ...(meter ? { meter } : {}),
      ...(condition ? { condition } : {}),
      ...(endedNs === undefined ? {} : { openEndedNs: endedNs }),
      ...(reopened ? { reopened } : {}),
    };
  }

  /** The calendar and meters that people read go by the wall clock; conditions, and hours that were counted, by the machine's own time. */
  async nowNs(plan: PreventivePlan): Promise<TimeNs> {
    const { trigger } = plan;
    const isOfMachine = trigger.kind === "condition" || (trigger.kind === "meter" && trigger.meter === "counted_hours");
    return isOfMachine ? this.options.machineNowNs(plan) : this.options.nowNs();
  }

  async #reopenedOf(plan: PreventivePlan, progress: PlanProgress): Promise<PlanSight["reopened"]> {
    const id = progress.open === undefined ? latestFloatingId(plan.trigger, progress) : undefined;
    const latest = id === undefined ? undefined : await this.options.occurrences.find(plan, id);
    if (!latest) return undefined;
    const endedNs = endOf(latest);
    if (endedNs === undefined) return { id: latest.id };
    return endedNs === progress.baseNs ? undefined : { id: latest.id, endedNs };
  }

  #meterOf(ref: AssetRef, meter: Meter): Promise<MeterOutlook | undefined> {
    const { meters, runHours } = this.options;
    return meter === "counted_hours" ? runHours.outlook(ref) : meters.outlook(ref, meter);
  }
}

/** When the work of an occurrence was done, or given up; undefined while its order stands. */
function endOf({ doneNs, endedNs }: KnownOccurrence): TimeNs | undefined {
  return doneNs ?? endedNs;
}

function ruleOf({ trigger }: PreventivePlan): Pick<PlanSight, "dueBetween" | "dueSince"> {
  if (trigger.kind !== "calendar") return { dueBetween: () => [], dueSince: (baseNs) => baseNs ?? 0n };
  const recurrence = new Recurrence(trigger.rule);
  return {
    dueBetween: (afterNs, throughNs, limit) => recurrence.between(afterNs, throughNs, limit),
    dueSince: (baseNs) => afterInterval(trigger.rule, baseNs),
  };
}
