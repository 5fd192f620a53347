import { InvalidValue } from "@phm/domain";

export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 2000;

/**
 * Mean with its 90 % interval, by resampling whole lives (percentile bootstrap, Efron 1979): what a figure from so few lives is worth.
 * @param perLife one value per life
 * @param random uniform numbers from 0 to 1
 */
export function bootstrapMean(perLife: readonly number[], random: () => number): MeanInterval {
  if (perLife.length === 0) throw new InvalidValue("perLife", 0, "at least one life", "too_few_lives");
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const draw = () => perLife[Math.min(perLife.length - 1, Math.floor(random() * perLife.length))] as number;
  const means = Array.from({ length: RESAMPLES }, () => meanOf(perLife.map(draw))).sort((a, b) => a - b);
  return { mean: meanOf(perLife), low: means[Math.floor(0.05 * RESAMPLES)] as number, high: means[Math.floor(0.95 * RESAMPLES)] as number };
}
