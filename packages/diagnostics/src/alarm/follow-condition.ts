import type { ConditionLevel, TimeNs } from "@phm/domain";
import type { AlarmEvent, AlarmRecord, RecordedTransition } from "./alarm-record.js";
import { transition } from "./alarm-transition.js";

export interface FollowedAlarm {
  readonly record: AlarmRecord;
  /** What happened, oldest first; empty when nothing did. */
  readonly transitions: readonly RecordedTransition[];
}

const ACTOR = "state-detection";

const isAlarming = (condition: ConditionLevel): boolean => condition === "alert" || condition === "alarm";

function expiry(record: AlarmRecord, timeNs: TimeNs): AlarmEvent[] {
  if (record.shelvedUntilNs === null || timeNs < BigInt(record.shelvedUntilNs)) return [];
  return [{ kind: "shelf_expired", actor: "shelf", reason: "the agreed time has passed" }];
}

/** What the condition says that the alarm does not know yet. */
function news(record: AlarmRecord, condition: ConditionLevel): AlarmEvent[] {
  const from = { actor: ACTOR, condition };
  const events: AlarmEvent[] = [];
  if (condition !== "sensor_fault" && record.suppressed) {
    events.push({ kind: "unsuppressed", ...from, reason: "the sensors that carry the level are sound again" });
  }
  if (isAlarming(condition) && !record.active) events.push({ kind: "raised", ...from, reason: `the condition is ${condition}` });
  else if (isAlarming(condition) && condition !== record.condition) {
    events.push({ kind: "changed", ...from, reason: `the condition went from ${record.condition} to ${condition}` });
  }
  if (condition === "normal" && record.active) events.push({ kind: "cleared", ...from, reason: "the condition is normal again" });
  if (condition === "sensor_fault" && !record.suppressed) {
    events.push({ kind: "suppressed", ...from, reason: "a sensor that carries the level is faulty" });
  }
  return events;
}

/**
 * Brings an alarm up to a condition: raised with alert or alarm, changed when the one becomes the other, cleared when the machine is
 * normal again, suppressed by design while a faulty sensor hides the machine. A shelf whose time is over ends first. While the machine is
 * being learnt nothing is known, so nothing changes. The same condition again does nothing.
 */
export function followCondition(record: AlarmRecord, condition: ConditionLevel, timeNs: TimeNs): FollowedAlarm {
  const expired = apply(record, expiry(record, timeNs), timeNs);
  const followed = apply(expired.record, news(expired.record, condition), timeNs);
  // While it stands, an alarm keeps the condition that was announced: a machine that is being learnt again has not changed.
  const { record: after } = followed;
  return { record: after.active ? after : { ...after, condition }, transitions: [...expired.transitions, ...followed.transitions] };
}

/** Ends a shelf whose time is over; nothing else. */
export function expireShelf(record: AlarmRecord, timeNs: TimeNs): FollowedAlarm {
  return apply(record, expiry(record, timeNs), timeNs);
}

/** The machine has been repaired: what stood against it stands no longer. */
export function clearForRelearning(record: AlarmRecord, by: { actor: string; reason: string }, timeNs: TimeNs): FollowedAlarm {
  return apply(record, record.active ? [{ kind: "cleared", condition: "learning", ...by }] : [], timeNs);
}

function apply(before: AlarmRecord, events: readonly AlarmEvent[], timeNs: TimeNs): FollowedAlarm {
  let record = before;
  const transitions = events.map((event) => {
    const done = transition(record, event, timeNs);
    record = done.record;
    return done.transition;
  });
  return { record, transitions };
}
