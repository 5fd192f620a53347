/** Pinball (quantile) loss of one prediction: zero when exact, tilted so that the best answer is the quantile. In the unit of the values. */
export function pinballLoss(actual: number, predicted: number, probability: number): number {
  const error = actual - predicted;
  return Math.max(probability * error, (probability - 1) * error);
}

/** Quantiles at 10, 50 and 90 % against what came, all in ln(time). */
export interface QuantilesLn {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Mean pinball loss over the three quantiles, ln(time): the figure that models are compared by. */
export function meanPinballLn(actualLn: number, { p10, p50, p90 }: QuantilesLn): number {
  return (pinballLoss(actualLn, p10, 0.1) + pinballLoss(actualLn, p50, 0.5) + pinballLoss(actualLn, p90, 0.9)) / 3;
}

/**
 * Score of the IEEE PHM 2012 challenge for one prediction: 1 when exact, falling faster when the end was predicted too late.
 * @param errorPercent 100 · (actual - predicted) / actual
 */
export function challengeScore(errorPercent: number): number {
  return errorPercent <= 0 ? Math.exp((-Math.LN2 * -errorPercent) / 5) : Math.exp((-Math.LN2 * errorPercent) / 20);
}
