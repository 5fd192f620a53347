import {
  INTERVAL_LEVEL,
  type Life,
  type LifeMoment,
  type ModelRecipe,
  type QuantilesLn,
  quantileBlocks,
  type RulModel,
  trainRulModel,
} from "@phm/prognostics";

/** Fitted on some lives, says quantiles of ln(remaining blocks) for a moment of another. `elapsedBlocks` is for the trivial rows only. */
export type RulPredictor = (moment: LifeMoment, elapsedBlocks: number) => QuantilesLn;

/** One row of the table: how a predictor is made from the lives it may see. */
export interface RulContender {
  readonly name: string;
  readonly fit: (lives: readonly Life[]) => RulPredictor;
}

const CARD = { model: "under evaluation", data: "the other lives", licence: "as theirs", split: "leave one life out", limits: "none" };
/** No predictor may say less than this, blocks. */
const SHORTEST_BLOCKS = 0.25;

/** What a fitted model says once its interval is moved out as calibration asked for, never past its own median. */
export function calibratedPredictor(model: RulModel, { marginLn }: { readonly marginLn: number }): RulPredictor {
  return ({ indicators }) => {
    const cdf = model.predict(indicators);
    const at = (probability: number) => Math.log(quantileBlocks(cdf, probability));
    const [low, middle, high] = [at((1 - INTERVAL_LEVEL) / 2), at(0.5), at((1 + INTERVAL_LEVEL) / 2)];
    return { p10: Math.min(middle, low - marginLn), p50: middle, p90: Math.max(middle, high + marginLn) };
  };
}

/** A degradation model with everything inside the fold: fit, and calibration by leaving out one of the fold's own lives at a time. */
export function modelContender(name: string, recipe: ModelRecipe): RulContender {
  return {
    name,
    fit(lives) {
      const { fitted, calibration } = trainRulModel(lives, recipe, CARD);
      return calibratedPredictor(recipe.open(fitted), calibration);
    },
  };
}

/** Quantiles of ln values, every life one vote. */
function quantilesOf(perLife: readonly (readonly number[])[]): QuantilesLn {
  const rows = perLife.flatMap((values) => values.map((value) => ({ value, weight: 1 / values.length / perLife.length })));
  rows.sort((a, b) => a.value - b.value);
  const at = (probability: number): number => {
    let mass = 0;
    for (const { value, weight } of rows) {
      mass += weight;
      if (mass >= probability) return value;
    }
    return rows.at(-1)?.value ?? 0;
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

const elapsedOf = (life: Life, moment: LifeMoment): number =>
  Math.max(0, (life.moments[0] as LifeMoment).remainingBlocks - moment.remainingBlocks);
const onsetsOf = (life: Life): readonly LifeMoment[] => life.moments.filter(({ onset }) => onset);
const shifted = (middle: number, spread: QuantilesLn): QuantilesLn => ({
  p10: middle + spread.p10,
  p50: middle + spread.p50,
  p90: middle + spread.p90,
});

/** A rule that gives one number, with the spread of its own errors on the lives it may see. */
function ruleContender(name: string, rule: (lives: readonly Life[]) => (elapsedBlocks: number) => number): RulContender {
  return {
    name,
    fit(lives) {
      const middleOf = rule(lives);
      const lnOf = (elapsedBlocks: number) => Math.log(Math.max(SHORTEST_BLOCKS, middleOf(elapsedBlocks)));
      const errors = lives.map((life) => onsetsOf(life).map((moment) => Math.log(moment.remainingBlocks) - lnOf(elapsedOf(life, moment))));
      const spread = quantilesOf(errors.filter((values) => values.length > 0));
      return (_, elapsedBlocks) => shifted(lnOf(elapsedBlocks), spread);
    },
  };
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const lengthOf = (life: Life): number => (life.moments[0] as LifeMoment).remainingBlocks;

/** k of "remaining = k × elapsed" that fits the moments after onset best in ln, every life one vote. */
function bestShare(lives: readonly Life[]): number {
  const perLife = lives.map((life) =>
    onsetsOf(life).map((moment) => Math.log(moment.remainingBlocks / Math.max(1, elapsedOf(life, moment)))),
  );
  return Math.exp(quantilesOf(perLife.filter((values) => values.length > 0)).p50);
}

/** What anyone could say without a model. A model that does not beat them knows nothing. */
export const TRIVIAL_CONTENDERS: readonly RulContender[] = [
  {
    name: "know-nothing prior (any moment of a life)",
    fit: (lives) => {
      const quantiles = quantilesOf(
        lives.map(({ moments }) => moments.flatMap(({ remainingBlocks, blocks = 1 }) => Array(blocks).fill(Math.log(remainingBlocks)))),
      );
      return () => quantiles;
    },
  },
  {
    name: "constant after onset",
    fit: (lives) => {
      const perLife = lives.map((life) => onsetsOf(life).map(({ remainingBlocks }) => Math.log(remainingBlocks)));
      const quantiles = quantilesOf(perLife.filter((values) => values.length > 0));
      return () => quantiles;
    },
  },
  ruleContender("mean life minus elapsed", (lives) => {
    const mean = meanOf(lives.map(lengthOf));
    return (elapsedBlocks) => mean - elapsedBlocks;
  }),
  ruleContender("k × elapsed", (lives) => {
    const share = bestShare(lives);
    return (elapsedBlocks) => share * elapsedBlocks;
  }),
];

/** Moments of a life that a prediction is asked for, with what the trivial rows may know beside. */
export function askedMoments(life: Life): { readonly moment: LifeMoment; readonly elapsedBlocks: number }[] {
  return onsetsOf(life).map((moment) => ({ moment, elapsedBlocks: elapsedOf(life, moment) }));
}
