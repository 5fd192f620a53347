import type { HealthIndicator } from "../indicators/health-indicators.js";
import type { RulModel } from "./rul-model.js";

/** What `packages/learning` has fitted: beyond the kind and the inputs, only the opener for that kind knows what is in it. Plain JSON. */
export interface LearnedFit {
  readonly kind: "survival_net";
  readonly inputs: readonly HealthIndicator[];
}

/** Opens fits of a package above this one: which of them a program serves is decided where it is put together. */
export type FitOpeners = Readonly<Partial<Record<LearnedFit["kind"], (fitted: LearnedFit) => RulModel>>>;
