import type { ConditionState, HealthState, RulEstimate } from "@phm/domain";

/** What advice is given on. */
export interface AssessmentForAdvice {
  readonly condition: ConditionState;
  readonly health: HealthState;
  readonly prognosis: RulEstimate;
}
