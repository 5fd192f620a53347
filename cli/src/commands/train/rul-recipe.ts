import { InvalidValue } from "@phm/domain";
import {
  DEFAULT_LIFE_RECIPE,
  type NetsCheckpoint,
  type NetsProgress,
  openBackend,
  resumableSurvivalNetRecipe,
  survivalNetRecipe,
} from "@phm/learning";
import { cdfForestRecipe, type ModelRecipe, PROPORTIONAL_ODDS } from "@phm/pipeline";
import { readKeptJson, writeKeptJson } from "../../suite/kept-json.js";

/** The kinds of remaining-life model that can be asked for. */
export const RUL_RECIPES = ["proportional-odds", "cdf-forest", "survival-net"] as const;
export type RulRecipeName = (typeof RUL_RECIPES)[number];

export interface RulRecipeOptions {
  readonly model: RulRecipeName;
  /** Of the forest and the nets. */
  readonly seed: string;
  /** Where the training of the nets is kept after each epoch, and taken up. */
  readonly resume?: string | undefined;
}

const STEPS = 10;
const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** A line at each tenth of the nets: they are many and small. */
function tenths(): (progress: NetsProgress) => void {
  let shown = 0;
  return ({ net, nets, report }) => {
    const step = Math.floor((net * STEPS) / nets);
    if (step === shown) return;
    shown = step;
    say(`  ${String(step * STEPS).padStart(3)} %  net ${net}/${nets}, held-out loss ${report.heldOutLoss.toFixed(4)}`);
  };
}

function withSeed(seed: number) {
  return { ...DEFAULT_LIFE_RECIPE, training: { ...DEFAULT_LIFE_RECIPE.training, seed } };
}

async function netRecipe(lives: number, seed: number, resume: string | undefined): Promise<ModelRecipe> {
  const backend = await openBackend();
  say(`TensorFlow.js, ${backend.name} backend; seed ${seed}`);
  const recipe = withSeed(seed);
  const show = tenths();
  return resumableSurvivalNetRecipe(backend, recipe, lives, {
    resume: resume === undefined ? undefined : (readKeptJson(resume) as NetsCheckpoint | undefined),
    onEpoch(progress, checkpoint) {
      show(progress);
      if (resume !== undefined) writeKeptJson(resume, checkpoint());
    },
  });
}

function seedOf(seed: string): number {
  const number = Number(seed);
  if (!(Number.isSafeInteger(number) && number >= 0)) throw new InvalidValue("seed", seed, "a whole number, at least 0");
  return number;
}

/** How the model is fitted on parts of the lives, to measure it: as it will be, without progress and without a file to resume from. */
export async function evaluationRecipe({ model, seed }: RulRecipeOptions): Promise<ModelRecipe> {
  const number = seedOf(seed);
  if (model === "cdf-forest") return cdfForestRecipe(number);
  if (model === "proportional-odds") return PROPORTIONAL_ODDS;
  return survivalNetRecipe(await openBackend(), withSeed(number));
}

/**
 * How the model that was asked for is fitted.
 * @param lives whole lives that it will be fitted on
 * @throws InvalidValue for a seed that is none, and for a file to resume from where nothing is trained step by step
 */
export async function rulRecipe({ model, seed, resume }: RulRecipeOptions, lives: number): Promise<ModelRecipe> {
  const number = seedOf(seed);
  if (model === "survival-net") return netRecipe(lives, number, resume);
  if (resume !== undefined) throw new InvalidValue("resume", resume, "only with --model survival-net: the others are fitted in one go");
  return model === "cdf-forest" ? cdfForestRecipe(number) : PROPORTIONAL_ODDS;
}
