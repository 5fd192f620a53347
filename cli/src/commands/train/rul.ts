import { writeFile } from "node:fs/promises";
import { BUILT_IN_MODELS, type Life, type ModelEvaluation, trainRulModel } from "@phm/pipeline";
import { bundleLives } from "../../suite/bundle-lives.js";
import { signedModel } from "../../suite/signed-model.js";
import { measureModel, splitWords } from "./measure-model.js";
import { type RulRecipeOptions, rulRecipe } from "./rul-recipe.js";

export interface TrainRulOptions extends RulRecipeOptions {
  readonly out: string;
  readonly name: string;
  readonly licence: string;
  readonly limits: string;
  /** False: the model is not measured, and no gate will let it through. */
  readonly evaluation: boolean;
}

/** What the card says of the model's worth: on lives held out, beside the trivial rows and the model that ships, on the same lives. */
async function measured(lives: readonly Life[], options: TrainRulOptions): Promise<{ readonly evaluation?: ModelEvaluation }> {
  if (!options.evaluation) return {};
  return { evaluation: await measureModel(options, lives, [BUILT_IN_MODELS.champion]) };
}

const SPLIT = "calibrated by leaving out one life at a time; fitted on all";

/** Fits and calibrates a remaining-life model on a bundle whose truth file knows the ends, and writes it with its card. */
export async function trainRulCommand(path: string, options: TrainRulOptions): Promise<void> {
  const { out, name, licence, limits, model } = options;
  const { lives, title } = await bundleLives(path);
  const recipe = await rulRecipe(options, lives.length);
  const split = splitWords(SPLIT, options);
  const card = { model: name, data: title, licence, split, limits, createdBy: "phm train rul", ...(await measured(lives, options)) };
  const document = trainRulModel(lives, recipe, card);
  await writeFile(out, signedModel(document));
  const { calibration, quietBound } = document;
  process.stdout.write(
    `${out}: ${name} (${model}) on ${lives.length} lives; interval widened by ${calibration.marginLn.toFixed(2)} in ln, quiet bound ${quietBound.blocks.toFixed(1)} blocks\n`,
  );
}
