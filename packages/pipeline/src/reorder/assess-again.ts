import { type AssetConfig, type FeatureVector, InvalidValue } from "@phm/domain";
import { type Assessment, assess } from "../assess.js";
import type { AssessmentState } from "../assessment-state.js";
import type { ServedModels } from "../served-models.js";

/** One step that was taken again. */
export interface StepAgain {
  readonly features: FeatureVector;
  readonly before: AssessmentState;
  readonly after: AssessmentState;
  readonly assessment: Assessment;
}

/**
 * Steps again from a base, in the order of time, whatever the order of the vectors.
 * @param late count of late acquisitions as it stands: what was late before stays so
 * @returns at least one step
 * @throws InvalidValue for no vector, and for one that starts with or before the base, or with another one
 */
export function assessAgain(
  base: AssessmentState,
  vectors: readonly FeatureVector[],
  config: AssetConfig,
  models: ServedModels,
  late: number,
): readonly [StepAgain, ...StepAgain[]] {
  const steps: StepAgain[] = [];
  let before: AssessmentState = { ...base, late };
  for (const features of [...vectors].sort((a, b) => (a.startTimeNs < b.startTimeNs ? -1 : 1))) {
    const [after, assessment] = assess(before, features, config, models);
    if (!assessment) throw new InvalidValue("startTimeNs", features.startTimeNs, "after the base, and no other acquisition's", "bad_time");
    steps.push({ features, before, after, assessment });
    before = after;
  }
  const [first, ...others] = steps;
  if (!first) throw new InvalidValue("vectors", 0, "at least one feature vector", "out_of_range");
  return [first, ...others];
}
