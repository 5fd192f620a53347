import type { LifeDistribution } from "../distribution/life-distribution.js";
import type { HealthIndicator, HealthIndicators } from "../indicators/health-indicators.js";

/** A parameter of a model, for people: what it means and in which unit. */
export interface ModelParameter {
  readonly name: string;
  readonly unit: string;
  readonly meaning: string;
}

/** What a model needs, what it says and what was fitted. */
export interface ModelDeclaration {
  readonly kind: RulModelKind;
  readonly inputs: readonly HealthIndicator[];
  readonly output: "P(remaining life <= h) at each horizon, h in blocks";
  readonly parameters: readonly ModelParameter[];
}

export const RUL_MODEL_KINDS = ["proportional_odds", "cdf_forest", "survival_net"] as const;
export type RulModelKind = (typeof RUL_MODEL_KINDS)[number];

/** From health indicators to a distribution of the remaining life. Pure and without memory. */
export interface RulModel {
  readonly declaration: ModelDeclaration;
  predict(indicators: HealthIndicators): LifeDistribution;
}
