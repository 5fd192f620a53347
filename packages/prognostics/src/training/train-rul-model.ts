import { type JudgedMoment, wideningByLife } from "../calibration/conformal-by-life.js";
import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import { type LifeDistribution, quantileBlocks } from "../distribution/life-distribution.js";
import { inputProfiles } from "../models/input-profile.js";
import type { ModelCard } from "../models/model-card.js";
import type { RulModel } from "../models/rul-model.js";
import type { RulModelDocument } from "../models/rul-model-document.js";
import { type Life, livesOfOthers } from "./life.js";
import { quietBoundOf } from "./quiet-bound.js";

/** Share of moments that the interval from p10 to p90 shall hold. */
export const INTERVAL_LEVEL = 0.8;
const BOUND_CONFIDENCE = 0.9;

/** How a kind of model is fitted and opened. */
export interface ModelRecipe {
  readonly fit: (lives: readonly Life[]) => RulModelDocument["fitted"];
  readonly open: (fitted: RulModelDocument["fitted"]) => RulModel;
}

/** What a model says of the moments after onset of one life, beside what came. */
export function judgedMoments(life: Life, predict: (moment: Life["moments"][number]) => LifeDistribution): JudgedMoment[] {
  return life.moments
    .filter(({ onset }) => onset)
    .map((moment) => {
      const cdf = predict(moment);
      return {
        lowLn: Math.log(quantileBlocks(cdf, (1 - INTERVAL_LEVEL) / 2)),
        highLn: Math.log(quantileBlocks(cdf, (1 + INTERVAL_LEVEL) / 2)),
        remainingLn: Math.log(moment.remainingBlocks),
      };
    });
}

/** Each life judged by a model that was fitted on other machines: the calibration must not have seen what it judges. */
function judgedByOthers(lives: readonly Life[], recipe: ModelRecipe): JudgedMoment[][] {
  return lives.map((life) => {
    const model = recipe.open(recipe.fit(livesOfOthers(lives, life)));
    return judgedMoments(life, ({ indicators }) => model.predict(indicators));
  });
}

/**
 * Fits a model on lives, calibrates its interval by leaving out one machine at a time, and states the quiet bound.
 * @param lives of at least two machines: a single one leaves nothing to calibrate on
 * @throws InvalidValue with fewer, or when no life ever had an onset
 */
export function trainRulModel(lives: readonly Life[], recipe: ModelRecipe, card: Omit<ModelCard, "lives">): RulModelDocument {
  const { marginLn, lives: judged } = wideningByLife(judgedByOthers(lives, recipe), INTERVAL_LEVEL);
  const fitted = recipe.fit(lives);
  return {
    format: "phm-rul-model/1",
    card: { ...card, lives: lives.length },
    horizonsBlocks: HORIZONS_BLOCKS,
    fitted,
    calibration: { level: INTERVAL_LEVEL, marginLn, lives: judged },
    quietBound: quietBoundOf(lives, BOUND_CONFIDENCE),
    inputProfiles: inputProfiles(lives, fitted.inputs),
  };
}
