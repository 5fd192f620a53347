import type { AlarmEventKind, AlarmState, ConditionLevel, TimeNs } from "@phm/domain";
import { storedTime } from "@phm/domain";

/** All that the life cycle of one alarm needs to know. Plain JSON; times are stored times. */
export interface AlarmRecord {
  readonly state: AlarmState;
  readonly condition: ConditionLevel;
  /** Whether the condition calls for the alarm, and whether a faulty sensor suppresses it: kept also while people have put it aside. */
  readonly active: boolean;
  readonly suppressed: boolean;
  readonly raisedNs: string | null;
  readonly sinceNs: string;
  readonly shelvedUntilNs: string | null;
  readonly sequence: number;
}

/** The alarm of a machine of which nothing is known yet. */
export function initialAlarm(atNs: TimeNs): AlarmRecord {
  return {
    state: "normal",
    condition: "learning",
    active: false,
    suppressed: false,
    raisedNs: null,
    sinceNs: storedTime(atNs),
    shelvedUntilNs: null,
    sequence: 0,
  };
}

/** Something that happens to an alarm, with who did it and why. */
export interface AlarmEvent {
  readonly kind: AlarmEventKind;
  readonly actor: string;
  readonly reason: string;
  /** The condition that is followed; only for what comes from the machine. */
  readonly condition?: ConditionLevel;
  /** Only with `shelved`. */
  readonly untilNs?: TimeNs;
}

/** What one event did, as the history keeps it. */
export interface RecordedTransition {
  readonly sequence: number;
  readonly timeNs: string;
  readonly event: AlarmEventKind;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly condition: ConditionLevel;
  readonly actor: string;
  readonly reason: string;
}
