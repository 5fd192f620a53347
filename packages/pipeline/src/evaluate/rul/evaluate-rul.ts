import { bootstrapMean, type HeldOutScore, type Life, type MeanInterval } from "@phm/prognostics";
import { heldOutScore, judgedLives, leaveOneLifeOut } from "./held-out-figures.js";
import type { RulContender } from "./rul-predictors.js";

/** How one predictor did on lives that it had not seen; 0.8 is meant as coverage. */
export interface RulScore extends HeldOutScore {
  /** Score of the IEEE PHM 2012 challenge, 0 to 1, each life one vote; higher is better. */
  readonly challengeScore: MeanInterval;
}

function scoreOf(contender: RulContender, judged: readonly Life[], random: () => number): RulScore {
  const figures = leaveOneLifeOut(contender, judged);
  return {
    ...heldOutScore(contender.name, figures, random),
    challengeScore: bootstrapMean(
      figures.map(({ challengeScore }) => challengeScore),
      random,
    ),
  };
}

/**
 * Leave-one-life-out: each life is predicted at every moment after its onset by what was fitted and calibrated on the others alone.
 * @param lives whole lives; at least three, so that a fold can still calibrate
 * @param random uniform numbers from 0 to 1, for the bootstrap over lives
 * @throws InvalidValue with fewer lives that had an onset
 */
export function evaluateRul(lives: readonly Life[], contenders: readonly RulContender[], random: () => number): RulScore[] {
  const judged = judgedLives(lives);
  return contenders.map((contender) => scoreOf(contender, judged, random));
}
