import { studentQuantile } from "./student-quantile.js";

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The margin that holds this share of one life's moments. */
function ownMargin(margins: readonly number[], level: number): number {
  const sorted = [...margins].sort((a, b) => a - b);
  return sorted[Math.ceil(level * sorted.length - 1e-9) - 1] as number;
}

/**
 * The margin that the next life stays within with probability `level`, where lives differ in it normally: the upper prediction limit of a
 * normal sample (Hahn and Meeker 1991, section 4.8). It settles with each further life, where the largest of all only grows.
 * @param lives margins of each moment, ln, of at least two lives
 */
export function fewLivesMargin(lives: readonly (readonly number[])[], level: number): number {
  const own = lives.map((margins) => ownMargin(margins, level));
  const mean = meanOf(own);
  const variance = own.reduce((sum, margin) => sum + (margin - mean) ** 2, 0) / (own.length - 1);
  return mean + studentQuantile(level, own.length - 1) * Math.sqrt(variance * (1 + 1 / own.length));
}
