import type { HeldOutLife, HeldOutScore, Life, MeanInterval, ModelEvaluation, ModelRecipe, ServedModel } from "@phm/prognostics";
import { heldOutScore, judgedLives, type LifeFigures, leaveOneLifeOut, lifeFigures } from "./held-out-figures.js";
import { calibratedPredictor, modelContender, TRIVIAL_CONTENDERS } from "./rul-predictors.js";

const rounded = (value: number): number => Number(value.toPrecision(6));

const roundedMean = ({ mean, low, high }: MeanInterval): MeanInterval => ({ mean: rounded(mean), low: rounded(low), high: rounded(high) });

/** As a card keeps it: six digits are more than any number of lives can vouch for. */
function scoreOnCard({ name, lives, pinballLn, coverage, medianErrorLn }: HeldOutScore): HeldOutScore {
  return { name, lives, pinballLn: roundedMean(pinballLn), coverage: roundedMean(coverage), medianErrorLn: rounded(medianErrorLn) };
}

function lifeOnCard({ life, pinballLn, coverageRatio, falseUrgency }: LifeFigures): HeldOutLife {
  return { life, pinballLn: rounded(pinballLn), coverageRatio: rounded(coverageRatio), falseUrgency };
}

/**
 * What a kind of model is worth on lives that it did not see, as its card states it: leave-one-life-out, with the trivial rows beside it.
 * @param name of the model
 * @param others finished models, judged on the same lives as they are; those that were fitted on them are flattered by it
 * @param random uniform numbers from 0 to 1, for the bootstrap over lives
 * @throws InvalidValue with fewer than three lives that had an onset
 */
export function evaluateModel(
  name: string,
  recipe: ModelRecipe,
  lives: readonly Life[],
  others: readonly ServedModel[],
  random: () => number,
): ModelEvaluation {
  const judged = judgedLives(lives);
  const figures = leaveOneLifeOut(modelContender(name, recipe), judged);
  const trivial = TRIVIAL_CONTENDERS.map((contender) => heldOutScore(contender.name, leaveOneLifeOut(contender, judged), random));
  const against = others.map(({ document, model }) => {
    const predict = calibratedPredictor(model, document.calibration);
    return { model: document.card.model, heldOut: judged.map((life) => lifeOnCard(lifeFigures(predict, life))) };
  });
  return { scores: [heldOutScore(name, figures, random), ...trivial].map(scoreOnCard), heldOut: figures.map(lifeOnCard), against };
}
