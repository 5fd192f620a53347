import { InvalidValue } from "@phm/domain";
import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import type { HealthIndicator } from "../indicators/health-indicators.js";
import type { ProportionalOdds } from "../models/proportional-odds.js";
import { type Life, momentWeights } from "./life.js";
import { minimise } from "./minimise.js";

/** Named once: looking up a global in the inner loop costs more than the arithmetic wherever modules run in a context of their own. */
const { abs, exp, log1p, max } = Math;

/**
 * A prior on the weights, worth so much of a life's vote: few lives separate almost perfectly, and their weights would run away. Chosen on
 * simulated lives. With more lives it fades.
 */
const WEIGHT_PRIOR_LIVES = 0.05;

/**
 * Two made-up votes at the mean of the moments, one of a machine that fails at once and one that outlasts every horizon, each worth so much
 * of a life: where all lives agree, the odds would be without end, and no number of lives knows that surely. Chosen like the other.
 */
const DOUBT_LIVES = 0.03;

interface Rows {
  readonly x: Float64Array;
  readonly weight: Float64Array;
  /** Index of the first horizon that the remaining life does not exceed. */
  readonly reached: Int32Array;
  readonly count: number;
  readonly penalty: number;
}

/** A model speaks only after onset: what quiet years teach would be paid for there. */
const afterOnset = (life: Life): Life => ({ ...life, moments: life.moments.filter(({ onset }) => onset) });

/** First horizon that a remaining life does not exceed; the number of horizons where it exceeds all. */
function reachedAt(remainingBlocks: number): number {
  const first = HORIZONS_BLOCKS.findIndex((horizon) => remainingBlocks <= horizon);
  return first < 0 ? HORIZONS_BLOCKS.length : first;
}

function rowsOf(lives: readonly Life[], inputs: readonly HealthIndicator[]): Rows {
  const votes = lives.flatMap((life) => {
    const weights = momentWeights(life);
    return life.moments.map(({ indicators, remainingBlocks }, i) => ({
      x: inputs.map((input) => indicators[input]),
      weight: (weights[i] as number) / lives.length,
      reached: reachedAt(remainingBlocks),
    }));
  });
  const middle = inputs.map((_, i) => votes.reduce((sum, { x, weight }) => sum + weight * (x[i] as number), 0));
  const doubts = [0, HORIZONS_BLOCKS.length].map((reached) => ({ x: middle, weight: DOUBT_LIVES / lives.length, reached }));
  const all = [...votes, ...doubts];
  return {
    x: Float64Array.from(all.flatMap(({ x }) => x)),
    weight: Float64Array.from(all, ({ weight }) => weight),
    reached: Int32Array.from(all, ({ reached }) => reached),
    count: all.length,
    penalty: WEIGHT_PRIOR_LIVES / lives.length,
  };
}

/** Free parameters z: base[0], ln of each step of the base, ln of each weight; so the order and the signs hold whatever z is. */
function unpack(z: Float64Array, inputs: number): { base: Float64Array; weights: Float64Array } {
  const base = new Float64Array(HORIZONS_BLOCKS.length);
  base[0] = z[0] as number;
  for (let h = 1; h < base.length; h++) base[h] = (base[h - 1] as number) + exp(z[h] as number);
  return { base, weights: Float64Array.from({ length: inputs }, (_, i) => exp(z[base.length + i] as number)) };
}

/** Weighted mean of the binary cross entropies at all horizons, plus the penalty; writes the gradient. */
function loss(z: Float64Array, rows: Rows, inputs: number, into: Float64Array): number {
  const { base, weights } = unpack(z, inputs);
  const horizons = base.length;
  const byHorizon = new Float64Array(horizons);
  const byWeight = new Float64Array(inputs);
  let entropy = 0;
  for (let row = 0; row < rows.count; row++) {
    let lift = 0;
    for (let i = 0; i < inputs; i++) lift += (weights[i] as number) * (rows.x[row * inputs + i] as number);
    const [share, reached] = [rows.weight[row] as number, rows.reached[row] as number];
    let sum = 0;
    for (let h = 0; h < horizons; h++) {
      const lnOdds = (base[h] as number) + lift;
      const failed = h >= reached ? 1 : 0;
      const odds = exp(-abs(lnOdds));
      entropy += share * (log1p(odds) + max(lnOdds, 0) - failed * lnOdds);
      const error = share * ((lnOdds >= 0 ? 1 : odds) / (1 + odds) - failed);
      byHorizon[h] = (byHorizon[h] as number) + error;
      sum += error;
    }
    for (let i = 0; i < inputs; i++) byWeight[i] = (byWeight[i] as number) + sum * (rows.x[row * inputs + i] as number);
  }
  let tail = 0;
  for (let h = horizons - 1; h >= 0; h--) {
    tail += byHorizon[h] as number;
    into[h] = h === 0 ? tail : tail * exp(z[h] as number);
  }
  for (let i = 0; i < inputs; i++) {
    const weight = weights[i] as number;
    into[horizons + i] = ((byWeight[i] as number) + 2 * rows.penalty * weight) * weight;
    entropy += rows.penalty * weight * weight;
  }
  return entropy;
}

/**
 * Fits by maximum likelihood of "failed within h" over all horizons at once, on the moments after onset, every life one vote. Deterministic.
 * @param lives at least one with an onset; those without teach nothing here and are passed over
 * @throws InvalidValue without any
 */
export function fitProportionalOdds(lives: readonly Life[], inputs: readonly HealthIndicator[]): ProportionalOdds {
  const taught = lives.map(afterOnset).filter(({ moments }) => moments.length > 0);
  if (taught.length === 0) throw new InvalidValue("lives", 0, "at least one with a moment after onset", "too_few_lives");
  const rows = rowsOf(taught, inputs);
  const start = new Float64Array(HORIZONS_BLOCKS.length + inputs.length).fill(-1);
  start[0] = -4;
  const z = minimise((at, into) => loss(at, rows, inputs.length, into), start);
  const { base, weights } = unpack(z, inputs.length);
  return { kind: "proportional_odds", inputs, baseLnOdds: [...base], weights: [...weights] };
}
