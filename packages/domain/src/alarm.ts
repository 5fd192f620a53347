import type { AssessmentOf, ConditionLevel } from "./assessment.js";
import type { AcquisitionId, AssetRef } from "./ids.js";
import { assetKey } from "./ids.js";
import type { TimeNs } from "./time.js";

/** The states of an alarm in the words of ISA-18.2 and IEC 62682. */
export const ALARM_STATES = [
  "normal",
  "unacknowledged",
  "acknowledged",
  "returned_unacknowledged",
  "shelved",
  "suppressed_by_design",
  "out_of_service",
] as const;
export type AlarmState = (typeof ALARM_STATES)[number];

/** What can happen to an alarm: the first five come from the machine, the others from people (a shelf also ends by itself). */
export const ALARM_EVENT_KINDS = [
  "raised",
  "changed",
  "cleared",
  "suppressed",
  "unsuppressed",
  "acknowledged",
  "shelved",
  "unshelved",
  "shelf_expired",
  "taken_out_of_service",
  "returned_to_service",
] as const;
export type AlarmEventKind = (typeof ALARM_EVENT_KINDS)[number];

/** The condition of one machine as an alarm: one for each asset, that goes from state to state for as long as the asset exists. */
export interface Alarm extends AssessmentOf {
  readonly id: string;
  readonly state: AlarmState;
  /** The condition as last followed. */
  readonly condition: ConditionLevel;
  /** Whether the condition calls for the alarm, whatever people have done with it. */
  readonly active: boolean;
  /** Start of the latest occurrence; null when it has never been raised. */
  readonly raisedNs: TimeNs | null;
  /** When the present state was entered. */
  readonly sinceNs: TimeNs;
  /** End of the shelf; null when not shelved. */
  readonly shelvedUntilNs: TimeNs | null;
  /** Transitions so far: the number of the latest. */
  readonly sequence: number;
}

/** One line of an alarm's history. */
export interface AlarmTransition {
  readonly ref: AssetRef;
  /** 1 for the first of the alarm, one more with each. */
  readonly sequence: number;
  readonly timeNs: TimeNs;
  readonly event: AlarmEventKind;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly condition: ConditionLevel;
  /** Who did it: a person, or the rule's name. */
  readonly actor: string;
  readonly reason: string;
  /** The acquisition behind it; absent for what people did. */
  readonly acquisition?: AcquisitionId;
}

/** `org:site:asset:machine`: the alarm on the condition of an asset. */
export function alarmId(ref: AssetRef): string {
  return `${assetKey(ref)}:machine`;
}
