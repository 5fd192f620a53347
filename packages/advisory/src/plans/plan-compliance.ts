import type { TimeNs } from "@phm/domain";
import type { PlanOccurrence } from "./plan-sight.js";
import { afterDays } from "./plan-time.js";

/** An occurrence with what became of its order. */
export interface FollowedOccurrence extends Pick<PlanOccurrence, "dueNs" | "fate"> {
  readonly toleranceDays: number;
  /** When the work was finished; absent where it was not. */
  readonly doneNs?: TimeNs;
  /** Whether its order has ended, done or not; false where it has none. */
  readonly isEnded: boolean;
}

/** What of a plan's work was done in time: every occurrence that was due is counted in one of the counts. */
export interface PlanCompliance {
  readonly onTime: number;
  readonly late: number;
  /** Not done, and the tolerance is over. */
  readonly overdue: number;
  /** Never ordered, or given up. */
  readonly missed: number;
  /** Due, not done, and still within the tolerance: says nothing yet. */
  readonly pending: number;
  /** The machine was out of use: says nothing. */
  readonly idle: number;
  /** On time over on time, late, overdue and missed, 0 to 1; absent where there are none. */
  readonly complianceRatio?: number;
}

type Count = Exclude<keyof PlanCompliance, "complianceRatio">;

/** @param occurrences those due in the time that figures are made of; what is due after `nowNs` and not done is left out */
export function planCompliance(occurrences: readonly FollowedOccurrence[], nowNs: TimeNs): PlanCompliance {
  const counts: Record<Count, number> = { onTime: 0, late: 0, overdue: 0, missed: 0, pending: 0, idle: 0 };
  for (const each of occurrences) {
    if (each.dueNs <= nowNs || each.isEnded) counts[countOf(each, nowNs)] += 1;
  }
  const { onTime, late, overdue, missed } = counts;
  const cases = onTime + late + overdue + missed;
  return cases === 0 ? counts : { ...counts, complianceRatio: onTime / cases };
}

function countOf({ fate, dueNs, toleranceDays, doneNs, isEnded }: FollowedOccurrence, nowNs: TimeNs): Count {
  if (fate !== "ordered") return fate;
  const lastNs = afterDays(dueNs, toleranceDays);
  if (doneNs !== undefined) return doneNs <= lastNs ? "onTime" : "late";
  if (isEnded) return "missed";
  return nowNs <= lastNs ? "pending" : "overdue";
}
