import { median } from "../numbers/order-statistics.js";
import { MIN_DECOYS } from "./decoy-orders.js";
import { type CombFit, type CombShape, fitComb } from "./line-comb.js";
import type { OrderEvidence } from "./order-evidence.js";

/** Slip and a guessed geometry move lines this far from their order; a fit beyond the stated tolerance must be this much better. */
const WIDE_TOLERANCE_RATIO = 0.04;
const WIDE_PENALTY = 0.4;

export interface CombExcess extends CombFit {
  /** Score of the comb over the median of the same comb at decoy orders, in ln power. */
  readonly excess: number;
  /** That median. */
  readonly chance: number;
}

/** What the same comb finds at decoy orders, searched as widely: the median of the best fits. */
function chanceOf(evidence: OrderEvidence, shape: CombShape, decoys: readonly number[], toleranceRatio: number): number {
  return median(decoys.map((order) => fitComb(evidence, { ...shape, order }, toleranceRatio).score));
}

/**
 * How much better a comb fits than chance. Decoys are searched as widely as the order itself, so that a wide search is worth no more by
 * itself. Null where there are too few decoys to tell.
 */
export function combExcess(
  evidence: OrderEvidence,
  shape: CombShape,
  decoys: readonly number[],
  toleranceRatio: number,
): CombExcess | null {
  if (decoys.length < MIN_DECOYS) return null;
  const near = fitComb(evidence, shape, toleranceRatio);
  const chance = chanceOf(evidence, shape, decoys, toleranceRatio);
  const found: CombExcess = { ...near, excess: near.score - chance, chance };
  if (toleranceRatio >= WIDE_TOLERANCE_RATIO) return found;
  const wide = fitComb(evidence, shape, WIDE_TOLERANCE_RATIO);
  // A wide search finds at least as much by chance: where it cannot win, its decoys need not be asked.
  if (wide.score - WIDE_PENALTY <= near.score) return found;
  const wideChance = chanceOf(evidence, shape, decoys, WIDE_TOLERANCE_RATIO);
  const excess = wide.score - wideChance - WIDE_PENALTY;
  return excess > found.excess ? { ...wide, excess, chance: wideChance } : found;
}
