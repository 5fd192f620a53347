import { InvalidValue } from "@phm/domain";
import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import type { LifeDistribution } from "../distribution/life-distribution.js";
import type { HealthIndicator } from "../indicators/health-indicators.js";
import type { CdfForest, CdfTree } from "../models/cdf-forest.js";
import { type Life, momentWeights } from "./life.js";

export interface ForestOptions {
  readonly trees: number;
  readonly maxDepth: number;
  /** Least mass of a leaf, in lives. */
  readonly minLeafLives: number;
  /** Uniform numbers from 0 to 1: the same sequence grows the same forest. */
  readonly random: () => number;
}

interface Row {
  readonly x: readonly number[];
  readonly weight: number;
  readonly remainingBlocks: number;
}

const massOf = (rows: readonly Row[]): number => rows.reduce((sum, { weight }) => sum + weight, 0);

function cdfOf(rows: readonly Row[]): LifeDistribution {
  const mass = massOf(rows);
  return HORIZONS_BLOCKS.map((horizon) => rows.reduce((sum, row) => sum + (row.remainingBlocks <= horizon ? row.weight : 0), 0) / mass);
}

/** A random split of a random input, as extremely randomised trees draw it; undefined where it would leave too little on one side. */
function split(rows: readonly Row[], inputs: number, { random, minLeafLives }: ForestOptions) {
  const input = Math.min(inputs - 1, Math.floor(random() * inputs));
  const values = rows.map(({ x }) => x[input] as number);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const limit = least + random() * (most - least);
  const below = rows.filter(({ x }) => (x[input] as number) < limit);
  const above = rows.filter(({ x }) => (x[input] as number) >= limit);
  return massOf(below) >= minLeafLives && massOf(above) >= minLeafLives ? { input, limit, below, above } : undefined;
}

function grow(rows: readonly Row[], inputs: number, options: ForestOptions, depth: number): CdfTree {
  const found = depth < options.maxDepth ? split(rows, inputs, options) : undefined;
  if (found === undefined) return { cdf: cdfOf(rows) };
  const { input, limit } = found;
  return { input, limit, below: grow(found.below, inputs, options, depth + 1), above: grow(found.above, inputs, options, depth + 1) };
}

/**
 * Extremely randomised trees (Geurts et al. 2006) whose leaves hold the whole distribution of the remaining life instead of its mean.
 * Every life has the mass 1, see {@link momentWeights}.
 * @throws InvalidValue without lives or moments
 */
export function growCdfForest(lives: readonly Life[], inputs: readonly HealthIndicator[], options: ForestOptions): CdfForest {
  if (lives.length === 0 || lives.some(({ moments }) => moments.length === 0)) {
    throw new InvalidValue("lives", lives.length, "at least one, each with at least one moment", "too_few_lives");
  }
  const rows = lives.flatMap((life) => {
    const weights = momentWeights(life);
    return life.moments.map(({ indicators, remainingBlocks }, i) => ({
      x: inputs.map((input) => indicators[input]),
      weight: weights[i] as number,
      remainingBlocks,
    }));
  });
  const trees = Array.from({ length: options.trees }, () => grow(rows, inputs.length, options, 0));
  return { kind: "cdf_forest", inputs, trees };
}
