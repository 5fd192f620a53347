import { InvalidValue } from "@phm/domain";
import { HORIZONS_BLOCKS } from "../distribution/horizons.js";
import type { HealthIndicator, HealthIndicators } from "../indicators/health-indicators.js";
import type { ModelDeclaration, RulModel } from "./rul-model.js";

/** The fitted figures of a proportional-odds model. Plain JSON. */
export interface ProportionalOdds {
  readonly kind: "proportional_odds";
  readonly inputs: readonly HealthIndicator[];
  /** ln odds of failing within each horizon when every indicator is 0; never falling. */
  readonly baseLnOdds: readonly number[];
  /** ln odds that one unit of an indicator adds at every horizon, at least 0: no indicator may speak for a longer life. */
  readonly weights: readonly number[];
}

const declarationOf = (inputs: readonly HealthIndicator[]): ModelDeclaration => ({
  kind: "proportional_odds",
  inputs,
  output: "P(remaining life <= h) at each horizon, h in blocks",
  parameters: [
    { name: "baseLnOdds", unit: "ln odds", meaning: "of failing within each horizon when every indicator is 0" },
    { name: "weights", unit: "ln odds per unit of the indicator", meaning: "added at every horizon, at least 0" },
  ],
});

/**
 * Cumulative logit with one slope for all horizons (McCullagh 1980): logit P(R <= h) = base(h) + weights · indicators.
 * Monotone in h and in every indicator by construction.
 * @throws InvalidValue when the figures do not fit together
 */
export function proportionalOddsModel({ inputs, baseLnOdds, weights }: ProportionalOdds): RulModel {
  if (baseLnOdds.length !== HORIZONS_BLOCKS.length) {
    throw new InvalidValue("baseLnOdds.length", baseLnOdds.length, `${HORIZONS_BLOCKS.length}, one for each horizon`, "foreign_model");
  }
  baseLnOdds.forEach((value, i) => {
    if (!(Number.isFinite(value) && value >= (baseLnOdds[i - 1] ?? value))) {
      throw new InvalidValue(`baseLnOdds[${i}]`, value, "finite and not below the one before", "foreign_model");
    }
  });
  if (weights.length !== inputs.length)
    throw new InvalidValue("weights.length", weights.length, `${inputs.length}, one for each input`, "foreign_model");
  weights.forEach((weight, i) => {
    if (!(Number.isFinite(weight) && weight >= 0))
      throw new InvalidValue(`weights[${i}]`, weight, "finite and at least 0", "foreign_model");
  });
  return {
    declaration: declarationOf(inputs),
    predict(indicators: HealthIndicators) {
      const lift = inputs.reduce((sum, input, i) => sum + (weights[i] as number) * indicators[input], 0);
      return baseLnOdds.map((base) => 1 / (1 + Math.exp(-(base + lift))));
    },
  };
}
