/** Named once: a global looked up in the inner loop costs more than the arithmetic wherever modules run in a context of their own. */
const { exp, expm1, log, max, min } = Math;

/** Odds and outputs are kept within what their products and reciprocals can hold. */
const LEAST_ODDS = 1e-100;
const MOST_ODDS = 1e100;
const MOST_OUTPUT = 230;
const kept = (odds: number): number => max(LEAST_ODDS, min(MOST_ODDS, odds));

/**
 * Discrete-time survival head: from the raw outputs of a net to P(remaining life <= h) at each horizon. The first output is the ln odds
 * of the first horizon, each further one adds its softplus: the odds never fall, whatever the net says. Proportional odds (McCullagh
 * 1980) is the case in which only the first output depends on the inputs.
 * @param outputs one row of raw outputs, overwritten with the probabilities
 */
export function probabilitiesInPlace(outputs: Float64Array): void {
  // Adding a softplus to the ln odds is multiplying the odds by 1 + exp(output).
  let odds = 1;
  for (let h = 0; h < outputs.length; h++) {
    const grown = exp(min(outputs[h] as number, MOST_OUTPUT));
    odds = kept(h === 0 ? grown : odds * (1 + grown));
    outputs[h] = 1 / (1 + 1 / odds);
  }
}

/** Raw outputs that give these probabilities (rising, each above 0 and below 1): the bias of a net that starts from what is known without it. */
export function outputsOf(probabilities: readonly number[]): number[] {
  const lnOdds = probabilities.map((p) => log(p / (1 - p)));
  return lnOdds.map((value, h) => (h === 0 ? value : log(expm1(max(1e-3, value - (lnOdds[h - 1] as number))))));
}

/** Rows to judge a net by. */
export interface SurvivalLabels {
  /** Index of the first horizon that the remaining life does not exceed; the number of horizons where it exceeds all. */
  readonly reached: Int32Array;
  readonly weight: Float32Array;
}

/**
 * Weighted sum over rows of the mean binary cross entropy of "failed within h" over all horizons.
 * @param outputs raw outputs, row by row
 * @param rows which row of the labels each row of the outputs is
 * @param gradient where given, receives the derivative with respect to the outputs
 */
export function survivalLoss(
  outputs: Float32Array,
  horizons: number,
  { reached, weight }: SurvivalLabels,
  rows: Int32Array,
  gradient?: Float32Array,
): number {
  const errors = new Float64Array(horizons);
  const slopes = new Float64Array(horizons);
  let total = 0;
  for (let row = 0; row < rows.length; row++) {
    const at = row * horizons;
    const label = rows[row] as number;
    const first = reached[label] as number;
    const share = (weight[label] as number) / horizons;
    // One exponential an output gives its softplus, the slope of that and the odds; one logarithm of a product gives all entropies.
    let odds = 1;
    let surprise = 1;
    let entropy = 0;
    for (let h = 0; h < horizons; h++) {
      const grown = exp(min(outputs[at + h] as number, MOST_OUTPUT));
      slopes[h] = h === 0 ? 1 : grown / (1 + grown);
      odds = kept(h === 0 ? grown : odds * (1 + grown));
      const failed = h >= first;
      surprise *= failed ? (1 + odds) / odds : 1 + odds;
      errors[h] = odds / (1 + odds) - (failed ? 1 : 0);
      if (surprise < MOST_ODDS) continue;
      entropy += log(surprise);
      surprise = 1;
    }
    total += share * (entropy + log(surprise));
    if (gradient === undefined) continue;
    // An output moves the odds of its own and of all later horizons.
    let later = 0;
    for (let h = horizons - 1; h >= 0; h--) {
      later += share * (errors[h] as number);
      gradient[at + h] = later * (slopes[h] as number);
    }
  }
  return total;
}
