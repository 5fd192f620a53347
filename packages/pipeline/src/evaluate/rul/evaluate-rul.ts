import type { HeldOutScore, Life } from "@phm/prognostics";
import { heldOutScore, judgedLives, leaveOneLifeOut } from "./held-out-figures.js";
import type { RulContender } from "./rul-predictors.js";

/** How one predictor did on lives that it had not seen; 0.8 is meant as coverage. */
export type RulScore = HeldOutScore;

/**
 * Leave-one-life-out: each life is predicted at every moment after its onset by what was fitted and calibrated on the others alone.
 * @param lives whole lives; at least three, so that a fold can still calibrate
 * @param random uniform numbers from 0 to 1, for the bootstrap over lives
 * @throws InvalidValue with fewer lives that had an onset
 */
export function evaluateRul(lives: readonly Life[], contenders: readonly RulContender[], random: () => number): RulScore[] {
  const judged = judgedLives(lives);
  return contenders.map((contender) => heldOutScore(contender.name, leaveOneLifeOut(contender, judged), random));
}
