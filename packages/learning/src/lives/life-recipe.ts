import { HEALTH_INDICATOR_NAMES, type HealthIndicator } from "@phm/prognostics";
import type { TrainingOptions } from "../training/training-options.js";

/** How nets on health indicators are made. */
export interface LifeRecipe {
  readonly inputs: readonly HealthIndicator[];
  /** Nets in the model, and parts that the lives are split into: each part stops one net. Fewer where there are fewer lives. */
  readonly members: number;
  readonly training: TrainingOptions;
}

/** Small, for lives are few. Set beforehand from the number of lives and moments that a site has; nothing in it was chosen on recorded lives. */
export const DEFAULT_LIFE_RECIPE: LifeRecipe = {
  inputs: HEALTH_INDICATOR_NAMES,
  members: 3,
  training: {
    seed: 1,
    convolutions: [],
    hidden: [8],
    epochs: 40,
    batchRows: 128,
    learningRate: 1e-2,
    weightDecay: 1e-2,
    patienceEpochs: 8,
  },
};
