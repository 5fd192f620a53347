import { InvalidValue } from "@phm/domain";
import {
  bootstrapMean,
  challengeScore,
  type HeldOutLife,
  type HeldOutScore,
  type Life,
  livesOfOthers,
  meanPinballLn,
} from "@phm/prognostics";
import { askedMoments, type RulContender, type RulPredictor } from "./rul-predictors.js";

/** A model that puts the shorter end of its interval within so many blocks asks for work at once: advice calls that `act_now`. */
const URGENT_BLOCKS = 10;

/** How a predictor did on one life that it had not seen. */
export interface LifeFigures extends HeldOutLife {
  readonly medianErrorLn: number;
  /** Mean score of the IEEE PHM 2012 challenge over the moments, 0 to 1; higher is better. */
  readonly challengeScore: number;
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const medianOf = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** @param life with at least one moment after onset */
export function lifeFigures(predict: RulPredictor, life: Life): LifeFigures {
  const length = life.moments[0]?.remainingBlocks ?? 0;
  const rows = askedMoments(life).map(({ moment, elapsedBlocks }) => {
    const quantiles = predict(moment, elapsedBlocks);
    const actual = Math.log(moment.remainingBlocks);
    return {
      pinball: meanPinballLn(actual, quantiles),
      inside: actual >= quantiles.p10 && actual <= quantiles.p90 ? 1 : 0,
      error: Math.abs(actual - quantiles.p50),
      score: challengeScore(100 * (1 - Math.exp(quantiles.p50 - actual))),
      hurried: moment.remainingBlocks > length / 2 && quantiles.p10 <= Math.log(URGENT_BLOCKS),
    };
  });
  return {
    life: life.id,
    pinballLn: meanOf(rows.map(({ pinball }) => pinball)),
    coverageRatio: meanOf(rows.map(({ inside }) => inside)),
    falseUrgency: rows.some(({ hurried }) => hurried),
    medianErrorLn: medianOf(rows.map(({ error }) => error)),
    challengeScore: meanOf(rows.map(({ score }) => score)),
  };
}

/** Lives that a predictor can be judged on. @throws InvalidValue with fewer than three: a fold could not calibrate */
export function judgedLives(lives: readonly Life[]): readonly Life[] {
  const judged = lives.filter((life) => askedMoments(life).length > 0);
  if (judged.length < 3) throw new InvalidValue("lives", judged.length, "at least 3 whole lives with an onset", "too_few_lives");
  return judged;
}

/** Each life by what was fitted and calibrated on other machines alone. */
export function leaveOneLifeOut({ fit }: RulContender, judged: readonly Life[]): LifeFigures[] {
  return judged.map((life) => lifeFigures(fit(livesOfOthers(judged, life)), life));
}

/** The row of the table. @param random uniform numbers from 0 to 1, for the bootstrap over lives */
export function heldOutScore(name: string, figures: readonly LifeFigures[], random: () => number): HeldOutScore {
  return {
    name,
    lives: figures.length,
    pinballLn: bootstrapMean(
      figures.map(({ pinballLn }) => pinballLn),
      random,
    ),
    coverage: bootstrapMean(
      figures.map(({ coverageRatio }) => coverageRatio),
      random,
    ),
    medianErrorLn: medianOf(figures.map(({ medianErrorLn }) => medianErrorLn)),
  };
}
