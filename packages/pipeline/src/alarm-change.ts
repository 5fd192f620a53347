import type { Alarm, AssessmentOf, ConditionLevel } from "@phm/domain";
import { acquisitionKey, storedTime } from "@phm/domain";
import type { AlarmRecord } from "./assessment-state.js";

const isAlarming = (condition: ConditionLevel): boolean => condition === "alert" || condition === "alarm";

/**
 * The alarm after an assessment, in ISA-18.2 words: raised unacknowledged with alert or alarm, changed when the one becomes the other,
 * returned when the machine is normal again. A faulty sensor suppresses new machine alarms by design.
 */
export function nextAlarm(before: AlarmRecord | null, condition: ConditionLevel, of: AssessmentOf): AlarmRecord | null {
  const stands = before?.state === "unacknowledged";
  if (isAlarming(condition)) {
    if (before && stands) return before.condition === condition ? before : { ...before, condition };
    const id = `${acquisitionKey(of.ref, of.acquisition)}:alarm:${of.modelVersion}`;
    return { id, state: "unacknowledged", condition, raisedNs: storedTime(of.timeNs) };
  }
  return before && stands && condition === "normal" ? { ...before, state: "returned_unacknowledged", condition } : before;
}

/** The alarm as the world is told of it, or null when it is what it was. */
export function alarmChange(before: AlarmRecord | null, after: AlarmRecord | null, of: AssessmentOf): Alarm | null {
  if (after === null || after === before) return null;
  return { ...of, id: after.id, state: after.state, condition: after.condition, raisedNs: BigInt(after.raisedNs) };
}
