import { InvalidValue } from "@phm/domain";
import { fewLivesMargin } from "./few-lives-margin.js";

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

/** The smallest margin with which the mean share of moments held, counting the next life as missed throughout, stays at the level. */
function conformalMargin(lives: readonly (readonly number[])[], level: number): number {
  const needed = Math.min(1, 1 - ((1 - level) * (lives.length + 1) - 1) / lives.length);
  const candidates = lives.flat().sort((a, b) => a - b);
  return candidates.find((margin) => heldShare(lives, margin) >= needed - 1e-12) ?? (candidates.at(-1) as number);
}

/** Whether so many lives let the conformal margin leave out one of them whole: nine at 0.8. */
const mayMissOne = (lives: number, level: number): boolean => (1 - level) * (lives + 1) >= 2 - 1e-9;

/**
 * Conformal risk control (Angelopoulos et al. 2022) with one vote per life: moments of one life depend on each other, lives do not. Then the
 * share that the interval holds of a new life is at least `level` in expectation, whatever the lives are like.
 *
 * With so few lives that it may not leave out one whole, that margin is set by the hardest moments of the hardest life, and grows with
 * each life that is added. There the margin is the prediction limit of lives that differ normally, and never beyond the conformal one:
 * an assumption in place of the guarantee, which `supportedLevel` does not count on.
 * @param lives predictions made without the life they judge
 * @param level 0 to 1, the share of moments that the interval shall hold
 */
export function wideningByLife(lives: readonly (readonly JudgedMoment[])[], level: number): Widening {
  if (!(level > 0 && level < 1)) throw new InvalidValue("level", level, "above 0 and below 1");
  const margins = lives.filter((moments) => moments.length > 0).map(marginsOf);
  const count = margins.length;
  if (count === 0) throw new InvalidValue("lives", 0, "at least one with a prediction", "too_few_lives");
  const conformal = conformalMargin(margins, level);
  const isPlain = count === 1 || mayMissOne(count, level);
  return {
    marginLn: isPlain ? conformal : Math.min(conformal, fewLivesMargin(margins, level)),
    lives: count,
    supportedLevel: count / (count + 1),
  };
}
