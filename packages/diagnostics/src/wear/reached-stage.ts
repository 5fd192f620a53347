import type { BearingWear } from "@phm/domain";

/** Acquisitions in a row that must show a higher stage before it is taken as reached. */
const HELD_ACQUISITIONS = 3;

/** The stage that a bearing has reached, and a higher one that is being held. Plain JSON. */
export interface ReachedStage {
  /** Null while none was seen. It never falls: what is worn stays worn until it is replaced, which starts a new memory. */
  readonly wear: BearingWear | null;
  /** The lowest of the higher stages seen in a row, with how many there were. */
  readonly rising: { readonly wear: BearingWear; readonly count: number } | null;
  /** Whether any acquisition has been judged: the first one is taken at its word, as a machine may come damaged. */
  readonly isJudged: boolean;
}

export const NO_STAGE: ReachedStage = { wear: null, rising: null, isJudged: false };

/** Brings in what one acquisition shows; null shows nothing. */
export function reachStage(before: ReachedStage, seen: BearingWear | null): ReachedStage {
  const reached = before.wear?.stage ?? 0;
  if (seen === null || seen.stage <= reached) {
    // What still shows the stage that was reached is the better evidence of it.
    return { wear: seen?.stage === reached ? seen : before.wear, rising: null, isJudged: true };
  }
  const lowest = before.rising && before.rising.wear.stage < seen.stage ? before.rising.wear : seen;
  const count = (before.rising?.count ?? 0) + 1;
  if (count >= HELD_ACQUISITIONS || !before.isJudged) return { wear: lowest, rising: null, isJudged: true };
  return { ...before, rising: { wear: lowest, count } };
}
