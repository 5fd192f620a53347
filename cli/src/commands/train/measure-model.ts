import { evaluateModel, type Life, type ModelEvaluation, seededUniform } from "@phm/pipeline";
import { evaluationRecipe, type RulRecipeOptions } from "./rul-recipe.js";

const BOOTSTRAP_SEED = 1;
const STOPPED = "each net stopped on lives that it did not learn from";

type Rival = Parameters<typeof evaluateModel>[3][number];

/** What a model of this recipe is worth: on lives held out, beside the trivial rows and the models that it has to beat, on the same lives. */
export async function measureModel(
  options: RulRecipeOptions & { readonly name: string },
  lives: readonly Life[],
  rivals: readonly Rival[],
): Promise<ModelEvaluation> {
  return evaluateModel(options.name, await evaluationRecipe(options), lives, rivals, seededUniform(BOOTSTRAP_SEED));
}

/** How the lives were parted, for the model card. */
export function splitWords(split: string, { model, seed }: RulRecipeOptions): string {
  return model === "survival-net" ? `${split}; ${STOPPED}; seed ${seed}` : split;
}
