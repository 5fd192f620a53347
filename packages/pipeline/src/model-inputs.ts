import { type HealthIndicators, indicatorsOf } from "@phm/prognostics";
import type { Assessment } from "./assess.js";
import type { AssessmentState } from "./assessment-state.js";

/** What the model was asked in the step that led to this state; null where it was not asked. */
export function modelInputs({ trend }: AssessmentState, { condition, prognosis }: Assessment): HealthIndicators | null {
  if (prognosis.status !== "estimate" || trend.indicators === null || condition.levelRatio === null) return null;
  return indicatorsOf(trend.indicators, condition.levelRatio);
}
