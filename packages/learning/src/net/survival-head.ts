/** Named once: a global looked up in the inner loop costs more than the arithmetic wherever modules run in a context of their own. */
const { exp, expm1, log, log1p, max } = Math;

const softplus = (x: number): number => (x > 30 ? x : log1p(exp(x)));
const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/**
 * Discrete-time survival head: from the raw outputs of a net to P(remaining life <= h) at each horizon. The first output is the ln odds
 * of the first horizon, each further one adds its softplus: the odds never fall, whatever the net says. Proportional odds (McCullagh
 * 1980) is the case in which only the first output depends on the inputs.
 * @param outputs one row of raw outputs, overwritten with the probabilities
 */
export function probabilitiesInPlace(outputs: Float64Array): void {
  let lnOdds = outputs[0] as number;
  outputs[0] = sigmoid(lnOdds);
  for (let h = 1; h < outputs.length; h++) {
    lnOdds += softplus(outputs[h] as number);
    outputs[h] = sigmoid(lnOdds);
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
  let total = 0;
  for (let row = 0; row < rows.length; row++) {
    const at = row * horizons;
    const label = rows[row] as number;
    const first = reached[label] as number;
    const share = (weight[label] as number) / horizons;
    let lnOdds = 0;
    let entropy = 0;
    for (let h = 0; h < horizons; h++) {
      const output = outputs[at + h] as number;
      lnOdds += h === 0 ? output : softplus(output);
      const failed = h >= first;
      entropy += softplus(failed ? -lnOdds : lnOdds);
      errors[h] = sigmoid(lnOdds) - (failed ? 1 : 0);
    }
    total += share * entropy;
    if (gradient === undefined) continue;
    // An output moves the odds of its own and of all later horizons.
    let later = 0;
    for (let h = horizons - 1; h >= 0; h--) {
      later += share * (errors[h] as number);
      gradient[at + h] = h === 0 ? later : later * sigmoid(outputs[at + h] as number);
    }
  }
  return total;
}
