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

/** How far the interval must be moved out to hold each moment of one life. */
function marginsOf(moments: readonly JudgedMoment[]): number[] {
  return moments.map(({ lowLn, highLn, remainingLn }) => Math.max(lowLn - remainingLn, remainingLn - highLn));
}

/** Share of the moments that a margin holds, each life one vote. */
function heldShare(lives: readonly (readonly number[])[], marginLn: number): number {
  const shares = lives.map((margins) => margins.filter((margin) => margin <= marginLn).length / margins.length);
  return shares.reduce((sum, share) => sum + share, 0) / lives.length;
}

/**
 * Conformal risk control (Angelopoulos et al. 2022) with one vote per life: moments of one life depend on each other, lives do not.
 * The smallest margin with which the mean share of moments that is missed, counting the next life as missed throughout, stays at
 * 1 - level; then the share that the interval holds of a new life is at least `level` in expectation. Where so few lives cannot vouch for
 * the level, the margin holds every moment of all of them.
 * @param lives predictions made without the life they judge
 * @param level 0 to 1, the share of moments that the interval shall hold
 */
export function wideningByLife(lives: readonly (readonly JudgedMoment[])[], level: number): Widening {
  if (!(level > 0 && level < 1)) throw new InvalidValue("level", level, "above 0 and below 1");
  const margins = lives.filter((moments) => moments.length > 0).map(marginsOf);
  const count = margins.length;
  if (count === 0) throw new InvalidValue("lives", 0, "at least one with a prediction", "too_few_lives");
  const needed = Math.min(1, 1 - ((1 - level) * (count + 1) - 1) / count);
  const candidates = margins.flat().sort((a, b) => a - b);
  const marginLn = candidates.find((margin) => heldShare(margins, margin) >= needed - 1e-12) ?? (candidates.at(-1) as number);
  return { marginLn, lives: count, supportedLevel: count / (count + 1) };
}
