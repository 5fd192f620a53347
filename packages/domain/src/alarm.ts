import type { AssessmentOf, ConditionLevel } from "./assessment.js";
import type { TimeNs } from "./time.js";

export const ALARM_STATES = ["normal", "unacknowledged", "acknowledged", "returned_unacknowledged"] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** A condition that wants attention, raised and returned by predict (ISA-18.2 words). */
export interface Alarm extends AssessmentOf {
  readonly id: string;
  readonly state: AlarmState;
  readonly condition: ConditionLevel;
  readonly raisedNs: TimeNs;
}
