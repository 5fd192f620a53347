import type { Centre } from "./robust-distance.js";

/** Standard deviations that a level may lie above its baseline without counting: half of the smallest shift that matters. */
const ALLOWANCE_SD = 1;
/** A single acquisition counts up to so many standard deviations: a spike is no shift. */
const MOST_SD = 4;
/** From here the level has changed for good: four acquisitions far above, or ten at two standard deviations. */
export const CUSUM_LIMIT = 10;
/** Where the sum stops, so that it is forgotten in as many acquisitions as it took. */
const CUSUM_CEILING = 2 * CUSUM_LIMIT;
const DECIMALS = 2;

/**
 * Upper CUSUM chart of the level against the learnt baseline (E. S. Page, Biometrika 41, 1954), k = 1, h = 10, with winsorised input.
 * @param level logarithm of the level. Returns the new sum, 0 to 20.
 */
export function cumulativeSum(before: number, level: number, baseline: Centre): number {
  const z = Math.min(MOST_SD, (level - baseline.median) / baseline.sd);
  return Number(Math.min(CUSUM_CEILING, Math.max(0, before + z - ALLOWANCE_SD)).toFixed(DECIMALS));
}
