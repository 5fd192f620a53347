import { InvalidValue } from "@phm/domain";
import { HORIZONS_BLOCKS } from "./horizons.js";

/** P(remaining life <= h) at each of {@link HORIZONS_BLOCKS}: between 0 and 1, never falling. */
export type LifeDistribution = readonly number[];

/** Where the first and the last stretch of the distribution end, blocks: no life is shorter, and none is promised to be longer. */
const SHORTEST_BLOCKS = 0.05;
const LONGEST_BLOCKS = 5000;

const LN_HORIZONS = [Math.log(SHORTEST_BLOCKS), ...HORIZONS_BLOCKS.map(Math.log), Math.log(LONGEST_BLOCKS)];

/** Room for what rounding adds up to. */
const ROUNDING = 1e-9;

/** Whether there is one probability for each horizon, in order. */
export function isDistribution(cdf: unknown): cdf is LifeDistribution {
  if (!Array.isArray(cdf) || cdf.length !== HORIZONS_BLOCKS.length) return false;
  let before = 0;
  for (let h = 0; h < cdf.length; h++) {
    const probability: unknown = cdf[h];
    if (!(typeof probability === "number" && probability >= before - ROUNDING && probability <= 1 + ROUNDING)) return false;
    before = probability;
  }
  return true;
}

/** @throws InvalidValue unless there is one probability for each horizon, in order */
export function requireDistribution(cdf: LifeDistribution, field = "cdf"): void {
  if (!Array.isArray(cdf) || cdf.length !== HORIZONS_BLOCKS.length)
    throw new InvalidValue(`${field}.length`, cdf?.length, `${HORIZONS_BLOCKS.length}, one for each horizon`);
  let before = 0;
  cdf.forEach((probability, i) => {
    if (!(probability >= before - ROUNDING && probability <= 1 + ROUNDING)) {
      throw new InvalidValue(`${field}[${i}]`, probability, `between ${before} and 1: a distribution never falls`, "bad_distribution");
    }
    before = probability;
  });
}

/** The remaining life, blocks, that is not reached with this probability (0 < p < 1). Linear in ln(life) between the horizons. */
export function quantileBlocks(cdf: LifeDistribution, probability: number): number {
  const heights = [0, ...cdf, 1];
  const upper = heights.findIndex((height) => height >= probability);
  const [below, above] = [heights[upper - 1] as number, heights[upper] as number];
  const share = above > below ? (probability - below) / (above - below) : 1;
  const [from, to] = [LN_HORIZONS[upper - 1] as number, LN_HORIZONS[upper] as number];
  return Math.exp(from + share * (to - from));
}

/** P(remaining life <= blocks), the inverse of {@link quantileBlocks}. */
export function probabilityWithin(cdf: LifeDistribution, blocks: number): number {
  if (!(blocks > SHORTEST_BLOCKS)) return 0;
  if (blocks >= LONGEST_BLOCKS) return 1;
  const ln = Math.log(blocks);
  const heights = [0, ...cdf, 1];
  const upper = LN_HORIZONS.findIndex((horizon) => horizon >= ln);
  const [from, to] = [LN_HORIZONS[upper - 1] as number, LN_HORIZONS[upper] as number];
  const [below, above] = [heights[upper - 1] as number, heights[upper] as number];
  return below + ((ln - from) / (to - from)) * (above - below);
}

/** A linear pool: the mean of distributions. Its spread is never below that of the narrowest member. @param weights at least 0, not all 0 */
export function pooled(members: readonly LifeDistribution[], weights: readonly number[]): LifeDistribution {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) throw new InvalidValue("weights", weights.join(", "), "at least one above 0");
  const pool = HORIZONS_BLOCKS.map(() => 0);
  members.forEach((cdf, m) => {
    const share = (weights[m] ?? 0) / total;
    for (let h = 0; h < pool.length; h++) pool[h] = (pool[h] as number) + share * (cdf[h] as number);
  });
  return pool;
}
