import { addSeconds, type CatchUp, type TimeNs } from "@phm/domain";
import { MAX_STEP, type PlanOccurrence, type PlanSight } from "./plan-sight.js";

/** What was due so short a while ago has not gone by unseen: plans are looked at each half minute, and a restart takes some. */
const SEEN_S = 900;

/** An occurrence before its fate is decided. */
export type DueOccurrence = Omit<PlanOccurrence, "fate">;

export interface CaughtUp {
  readonly occurrences: readonly PlanOccurrence[];
  /** Whether there is more than one step decides. */
  readonly isPart: boolean;
}

/** Decides the fate of what is due. @param due one more than `MAX_STEP` where there are so many, in order */
export function caughtUp(
  due: readonly DueOccurrence[],
  { nowNs, isIdle }: Pick<PlanSight, "nowNs" | "isIdle">,
  catchUp: CatchUp = "one",
): CaughtUp {
  const latestPast = due.findLastIndex(({ dueNs }) => dueNs <= nowNs);
  const fateOf = (dueNs: TimeNs, index: number) => {
    if (isIdle) return "idle";
    if (dueNs > nowNs || catchUp === "all") return "ordered";
    const isSeen = catchUp === "none" ? dueNs > addSeconds(nowNs, -SEEN_S) : index === latestPast;
    return isSeen ? "ordered" : "missed";
  };
  const decided = due.map((each, index) => ({ ...each, fate: fateOf(each.dueNs, index) }) as const);
  return { occurrences: decided.slice(0, MAX_STEP), isPart: due.length > MAX_STEP };
}
