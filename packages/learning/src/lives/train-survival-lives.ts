import { InvalidValue } from "@phm/domain";
import { type HealthIndicator, HORIZONS_BLOCKS, type Life, momentWeights } from "@phm/prognostics";
import type { TensorBackend } from "../backend/tensor-backend.js";
import { seededUniform, seedOfPart, shuffled } from "../net/seeded-random.js";
import { joinedRows, type SurvivalRows } from "../training/survival-rows.js";
import { SurvivalTraining } from "../training/survival-training.js";
import { TrainingLog } from "../training/training-log.js";
import { DEFAULT_LIFE_RECIPE, type LifeRecipe } from "./life-recipe.js";
import type { SurvivalNetFit } from "./survival-net-fit.js";

const SPLIT_PART = 5000;

function rowsOf(life: Life, inputs: readonly HealthIndicator[]): SurvivalRows {
  return {
    x: Float64Array.from(life.moments.flatMap(({ indicators }) => inputs.map((input) => indicators[input]))),
    remaining: Float64Array.from(life.moments, ({ remainingBlocks }) => remainingBlocks),
    weight: Float64Array.from(momentWeights(life)),
  };
}

/** How many nets {@link trainSurvivalLives} trains on so many lives with moments. */
export const netsOnLives = (lives: number, { members }: LifeRecipe): number => Math.min(members, lives);

/**
 * Trains survival nets on whole lives of waveforms' health indicators, each life one vote. The lives are split into as many parts as there
 * are nets, and each part says when to stop one net, which does not learn from it.
 * @param log where the nets are to be told of and taken up again, together with those of other fits
 * @throws InvalidValue with fewer than two lives with moments, or for a recipe out of range
 */
export function trainSurvivalLives(
  backend: TensorBackend,
  lives: readonly Life[],
  recipe: LifeRecipe = DEFAULT_LIFE_RECIPE,
  log: TrainingLog = new TrainingLog(netsOnLives(lives.length, recipe)),
): SurvivalNetFit {
  const { inputs, training } = recipe;
  const usable = lives.filter(({ moments }) => moments.length > 0);
  if (usable.length < 2) throw new InvalidValue("lives", usable.length, "at least 2, one to hold out", "too_few_lives");
  if (!(Number.isInteger(recipe.members) && recipe.members >= 2)) {
    throw new InvalidValue("members", recipe.members, "a whole number, at least 2");
  }
  const order = [...shuffled(usable.length, seededUniform(seedOfPart(training.seed, SPLIT_PART)))].map((i) => usable[i] as Life);
  const count = netsOnLives(usable.length, recipe);
  const members = Array.from({ length: count }, (_, member) => {
    const joined = (held: boolean) =>
      joinedRows(order.filter((_, place) => (place % count === member) === held).map((life) => rowsOf(life, inputs)));
    const task = { inputs, horizons: HORIZONS_BLOCKS, rows: joined(false), heldOut: joined(true) };
    const options = { ...training, seed: training.seed + member };
    return log.run((checkpoint) => new SurvivalTraining(backend, task, options, checkpoint));
  });
  return { kind: "survival_net", inputs, members };
}
