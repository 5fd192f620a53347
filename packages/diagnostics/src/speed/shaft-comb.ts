import type { CombLines } from "./comb-lines.js";

/** Bound once: in the loops below a look-up of a global costs more than what it does. */
const { exp, log, min } = Math;

/**
 * Surprise that one line can bring at most, in nats. One line of any height, with noise at the others, stays below the threshold of a whole
 * comb; two do not.
 */
const MAX_SURPRISE = 14;
/** Of combs that are equal by this the one on the tops of its lines wins, not one on their skirts. */
const TOP_WEIGHT = 1e-3;

/** How well a comb of lines fits at one trial speed. */
export interface CombScore {
  /** Speed over the centre of the trials. */
  readonly ratio: number;
  /** Sum of the capped surprises, nats. */
  readonly nats: number;
}

/**
 * The comb at one speed: the sum over its lines of power over noise density (Quinn & Thomson 1991, the maximum-likelihood estimator of a
 * periodic signal in coloured noise), here as probabilities (Fisher's sum of −ln p), each capped so that no single line speaks for a family.
 * @param orders multiples of `shaftHz` that the comb has a line at
 */
export function combNats({ surprise, endHz }: CombLines, shaftHz: number, orders: readonly number[]): number {
  let sum = 0;
  for (const order of orders) {
    const hz = order * shaftHz;
    if (hz >= endHz) continue;
    const nats = surprise(hz);
    sum += min(MAX_SURPRISE, nats) + TOP_WEIGHT * log(1 + nats);
  }
  return sum;
}

/** ln of the probability that a sum of `count` values of Exp(1) is above `nats`: that of a Gamma distribution of whole shape. */
function logTail(nats: number, count: number): number {
  let term = 1;
  let sum = 1;
  for (let j = 1; j < count; j++) {
    term *= nats / j;
    sum += term;
  }
  return log(sum) - nats;
}

/**
 * The sum of surprises that the best of so many trial combs passes in noise alone with the given probability, at most (Bonferroni).
 * Example: 6 lines, 100 trials, probability 0.001: 28.4 nats.
 */
export function chanceNats(lines: number, trials: number, falseAlarmProbability: number): number {
  const wanted = log(falseAlarmProbability / trials);
  let [low, high] = [0, 1000];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (logTail(middle, lines) > wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Whether noise alone makes a line so high less often than the probability says. */
export function standsOut(nats: number, probability: number): boolean {
  return exp(-nats) < probability;
}

/** The best comb of the trial speeds, which are given over a centre. */
export function bestComb(lines: CombLines, centreHz: number, orders: readonly number[], ratios: readonly number[]): CombScore {
  let best: CombScore = { ratio: 1, nats: 0 };
  for (const ratio of ratios) {
    const nats = combNats(lines, ratio * centreHz, orders);
    if (nats > best.nats) best = { ratio, nats };
  }
  return best;
}
