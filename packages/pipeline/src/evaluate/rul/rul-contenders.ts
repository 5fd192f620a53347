import { survivalNetRecipe, type TensorBackend } from "@phm/learning";
import { modelContender, type RulContender, TRIVIAL_CONTENDERS } from "./rul-predictors.js";
import { CDF_FOREST, PROPORTIONAL_ODDS } from "./rul-recipes.js";

/** Every kind of remaining-life model, and what anyone could say without one: the rows of the table. @param backend trains the nets */
export function rulContenders(backend: TensorBackend): readonly RulContender[] {
  return [
    modelContender("proportional odds on the level", PROPORTIONAL_ODDS),
    modelContender("CDF forest on all indicators", CDF_FOREST),
    modelContender("survival nets on all indicators", survivalNetRecipe(backend)),
    ...TRIVIAL_CONTENDERS,
  ];
}
