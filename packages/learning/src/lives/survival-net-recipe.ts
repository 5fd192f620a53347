import type { ModelRecipe } from "@phm/prognostics";
import type { TensorBackend } from "../backend/tensor-backend.js";
import { type NetsTrainingHooks, TrainingLog } from "../training/training-log.js";
import { DEFAULT_LIFE_RECIPE, type LifeRecipe } from "./life-recipe.js";
import { type SurvivalNetFit, survivalNetModel } from "./survival-net-fit.js";
import { netsOnLives, trainSurvivalLives } from "./train-survival-lives.js";

/** Survival nets as a kind of remaining-life model, for evaluation: every fit starts anew. */
export function survivalNetRecipe(backend: TensorBackend, recipe: LifeRecipe = DEFAULT_LIFE_RECIPE): ModelRecipe {
  return {
    fit: (lives): SurvivalNetFit => trainSurvivalLives(backend, lives, recipe),
    open: (fitted) => survivalNetModel(fitted as SurvivalNetFit),
  };
}

/**
 * The same for one training by `trainRulModel` of so many lives, that can be followed and taken up again: it fits once without each life and
 * then on all, always in the same order.
 * @throws InvalidValue when what is to be taken up is no checkpoint of so many nets
 */
export function resumableSurvivalNetRecipe(
  backend: TensorBackend,
  recipe: LifeRecipe,
  lives: number,
  hooks: NetsTrainingHooks,
): ModelRecipe {
  const log = new TrainingLog(lives * netsOnLives(lives - 1, recipe) + netsOnLives(lives, recipe), hooks);
  return { ...survivalNetRecipe(backend, recipe), fit: (others): SurvivalNetFit => trainSurvivalLives(backend, others, recipe, log) };
}
