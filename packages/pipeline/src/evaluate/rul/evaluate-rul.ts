import { InvalidValue } from "@phm/domain";
import { bootstrapMean, type Life, type MeanInterval, meanPinballLn } from "@phm/prognostics";
import { askedMoments, type RulContender } from "./rul-predictors.js";

/** How one predictor did on lives that it had not seen. */
export interface RulScore {
  readonly name: string;
  /** Lives with at least one moment after onset. */
  readonly lives: number;
  /** Mean pinball loss of p10, p50 and p90 in ln(time), each life one vote; lower is better. */
  readonly pinballLn: MeanInterval;
  /** Share of moments inside the interval from p10 to p90, each life one vote; 0.8 is meant. */
  readonly coverage: MeanInterval;
  /** Median over lives of the median |ln(predicted / actual)| of p50. */
  readonly medianErrorLn: number;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** One contender on one life that was held out. */
function scoreLife(contender: RulContender, life: Life, others: readonly Life[]) {
  const predict = contender.fit(others);
  const rows = askedMoments(life).map(({ moment, elapsedBlocks }) => {
    const quantiles = predict(moment, elapsedBlocks);
    const actual = Math.log(moment.remainingBlocks);
    return {
      pinball: meanPinballLn(actual, quantiles),
      inside: actual >= quantiles.p10 && actual <= quantiles.p90 ? 1 : 0,
      error: Math.abs(actual - quantiles.p50),
    };
  });
  return {
    pinball: meanOf(rows.map(({ pinball }) => pinball)),
    coverage: meanOf(rows.map(({ inside }) => inside)),
    error: medianOf(rows.map(({ error }) => error)),
  };
}

/**
 * Leave-one-life-out: each life is predicted at every moment after its onset by what was fitted and calibrated on the others alone.
 * @param lives whole lives; at least three, so that a fold can still calibrate
 * @param random uniform numbers from 0 to 1, for the bootstrap over lives
 * @throws InvalidValue with fewer lives that had an onset
 */
export function evaluateRul(lives: readonly Life[], contenders: readonly RulContender[], random: () => number): RulScore[] {
  const judged = lives.filter((life) => askedMoments(life).length > 0);
  if (judged.length < 3) throw new InvalidValue("lives", judged.length, "at least 3 whole lives with an onset", "too_few_lives");
  return contenders.map((contender) => {
    const scores = judged.map((life) =>
      scoreLife(
        contender,
        life,
        judged.filter((other) => other !== life),
      ),
    );
    return {
      name: contender.name,
      lives: judged.length,
      pinballLn: bootstrapMean(
        scores.map(({ pinball }) => pinball),
        random,
      ),
      coverage: bootstrapMean(
        scores.map(({ coverage }) => coverage),
        random,
      ),
      medianErrorLn: medianOf(scores.map(({ error }) => error)),
    };
  });
}
