import { type EstimateOutcome, type LifeEnd, type RemainingLife, secondsBetween, type TimeNs } from "@phm/domain";

type Said = Pick<RemainingLife, "status" | "p10S" | "p50S" | "p90S"> & { readonly timeNs: TimeNs };

/** What came of an estimate that was made before the end of the life that it is about. */
export function estimateOutcome(said: Said, { endNs, censored }: LifeEnd): EstimateOutcome {
  const actualRemainingS = secondsBetween(said.timeNs, endNs);
  const covered = censored ? knownBeforeTheEnd(said, actualRemainingS) : isCovered(said, actualRemainingS);
  return { actualRemainingS, censored, ...(covered === undefined ? {} : { covered }) };
}

function isCovered({ status, p10S = 0, p90S = 0 }: Said, actualS: number): boolean | undefined {
  if (status === "abstain") return undefined;
  return actualS >= p10S && (status === "lower_bound" || actualS <= p90S);
}

/** A machine that did not fail lasted so long at the least: a bound may have held by then, an interval may have been too short. */
function knownBeforeTheEnd({ status, p10S = 0, p90S = 0 }: Said, atLeastS: number): boolean | undefined {
  if (status === "lower_bound" && atLeastS >= p10S) return true;
  return status === "estimate" && atLeastS > p90S ? false : undefined;
}
