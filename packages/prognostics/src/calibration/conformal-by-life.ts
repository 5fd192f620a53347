import { InvalidValue } from "@phm/domain";

/** A life's predictions at its moments, with what came: all in ln(blocks). */
export interface JudgedMoment {
  readonly lowLn: number;
  readonly highLn: number;
  readonly remainingLn: number;
}

export interface Widening {
  /** Added to both ends of the interval, ln; below 0 the interval was too wide. */
  readonly marginLn: number;
  readonly lives: number;
  /** The largest level that so many lives can vouch for: n / (n + 1). */
  readonly supportedLevel: number;
}

const ascending = (a: number, b: number): number => a - b;

/** How far the interval must be moved out to hold the share `level` of the moments of one life. */
function marginOfLife(moments: readonly JudgedMoment[], level: number): number {
  const scores = moments.map(({ lowLn, highLn, remainingLn }) => Math.max(lowLn - remainingLn, remainingLn - highLn)).sort(ascending);
  return scores[Math.min(scores.length - 1, Math.ceil(level * scores.length) - 1)] as number;
}

/**
 * Split conformal prediction (Vovk; Romano et al. 2019) with one vote per life: moments of one life depend on each other, lives do not.
 * With n lives the ⌈(n+1)·level⌉-th smallest margin is taken; where that is beyond the n-th, the largest is, and the level is not
 * supported.
 * @param lives predictions made without the life they judge
 * @param level 0 to 1, the share of moments that the interval shall hold
 */
export function wideningByLife(lives: readonly (readonly JudgedMoment[])[], level: number): Widening {
  if (!(level > 0 && level < 1)) throw new InvalidValue("level", level, "above 0 and below 1");
  const margins = lives
    .filter((moments) => moments.length > 0)
    .map((moments) => marginOfLife(moments, level))
    .sort(ascending);
  if (margins.length === 0) throw new InvalidValue("lives", 0, "at least one with a prediction", "too_few_lives");
  const rank = Math.min(margins.length, Math.ceil((margins.length + 1) * level));
  return { marginLn: margins[rank - 1] as number, lives: margins.length, supportedLevel: margins.length / (margins.length + 1) };
}
