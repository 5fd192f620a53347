import { InvalidValue } from "@phm/domain";

/** The probabilities at which the curve is read, so that the interval holds the stated share. */
export interface LevelCalibration {
  /** Share of the moments that the interval from p10 to p90 shall hold. */
  readonly level: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  /** Units that calibrated it, each with one vote. */
  readonly units: number;
}

/** The probability that `share` of the mass lies at or below; the unit to come counts as one more, at `unknown`. */
function weightedQuantile(units: readonly Float64Array[], share: number, unknown: 0 | 1): number {
  const votes = units.flatMap((ranks) => [...ranks].map((rank) => ({ rank, mass: 1 / ranks.length / (units.length + 1) })));
  votes.push({ rank: unknown, mass: 1 / (units.length + 1) });
  votes.sort((a, b) => a.rank - b.rank);
  let mass = 0;
  for (const vote of votes) {
    mass += vote.mass;
    if (mass >= share - 1e-12) return vote.rank;
  }
  return 1;
}

/**
 * Distributional conformal prediction (Chernozhukov et al. 2021), one vote per unit: where, among the probabilities that a model gave to
 * lives up to what came, do the lowest and the highest tenth lie?
 * @param units P(remaining life <= what came) at moments of units that the model had not seen
 */
export function calibratedLevels(units: readonly Float64Array[], level: number): LevelCalibration {
  if (!(level > 0 && level < 1)) throw new InvalidValue("level", level, "above 0 and below 1");
  const judged = units.filter((ranks) => ranks.length > 0);
  if (judged.length === 0) throw new InvalidValue("units", 0, "at least one", "too_few_lives");
  return {
    level,
    low: weightedQuantile(judged, (1 - level) / 2, 0),
    middle: weightedQuantile(judged, 0.5, 1),
    high: weightedQuantile(judged, (1 + level) / 2, 1),
    units: judged.length,
  };
}
