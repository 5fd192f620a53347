import {
  cdfForestModel,
  fitProportionalOdds,
  growCdfForest,
  HEALTH_INDICATOR_NAMES,
  type HealthIndicator,
  type ModelRecipe,
  proportionalOddsModel,
} from "@phm/prognostics";

const FOREST = { trees: 60, maxDepth: 4, minLeafLives: 0.25 } as const;

/** Uniform numbers from 0 to 1 by the linear congruential generator of Numerical Recipes: growing a forest needs no better. */
export function seededUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What the served model looks at. */
export const SERVED_INPUTS = ["lnRatio"] as const satisfies readonly HealthIndicator[];

/** The level alone decides: with few lives each further indicator cost more than it gave. */
export const PROPORTIONAL_ODDS: ModelRecipe = {
  fit: (lives) => fitProportionalOdds(lives, SERVED_INPUTS),
  open: (fitted) => proportionalOddsModel(fitted as Parameters<typeof proportionalOddsModel>[0]),
};

/** All indicators; needs more lives than the proportional odds before it is better. The same seed grows the same forest. */
export const cdfForestRecipe = (seed: number): ModelRecipe => ({
  fit: (lives) => growCdfForest(lives, HEALTH_INDICATOR_NAMES, { ...FOREST, random: seededUniform(seed) }),
  open: (fitted) => cdfForestModel(fitted as Parameters<typeof cdfForestModel>[0]),
});

export const CDF_FOREST = cdfForestRecipe(1);
