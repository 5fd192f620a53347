/** Weibull slope of rolling contact fatigue that ISO 281 takes for its reliability factors. */
const WEIBULL_SLOPE = 1.5;
/** Share of bearings that reach the basic rating life, by its definition. */
const RATING_RELIABILITY = 0.9;

/**
 * Share of such bearings that come as far as a multiple of their rating life: a two-parameter Weibull distribution of slope 1.5 through
 * 90 % at L10. Examples: 0 -> 1, 1 -> 0.9, 2 -> 0.742.
 * @param usedRatio running hours over L10h, at least 0
 */
export function survivalProbability(usedRatio: number): number {
  return RATING_RELIABILITY ** (usedRatio ** WEIBULL_SLOPE);
}
