import { type AlarmEventKind, type AlarmState, addSeconds, formatTimeNs, InvalidValue, storedTime, type TimeNs } from "@phm/domain";
import type { AlarmEvent, AlarmRecord, RecordedTransition } from "./alarm-record.js";
import { IllegalAlarmTransition } from "./illegal-alarm-transition.js";

/** No alarm is shelved for longer, so that none is forgotten on the shelf: one week. */
export const MAX_SHELF_S = 7 * 24 * 3600;

/** An alarm that people or the design have put aside: it follows the condition without a word. */
const ASIDE: readonly AlarmState[] = ["shelved", "suppressed_by_design", "out_of_service"];
const ANNUNCIATED: readonly AlarmState[] = ["normal", "unacknowledged", "acknowledged", "returned_unacknowledged"];

/** The states in which people may do what. What comes from the machine is legal in every state, as far as it is news. */
const LEGAL_IN: Readonly<Partial<Record<AlarmEventKind, readonly AlarmState[]>>> = {
  acknowledged: ["unacknowledged", "returned_unacknowledged"],
  shelved: ANNUNCIATED,
  unshelved: ["shelved"],
  shelf_expired: ["shelved"],
  taken_out_of_service: [...ANNUNCIATED, "shelved", "suppressed_by_design"],
  returned_to_service: ["out_of_service"],
};

/** The state that an alarm comes back to when it is no longer put aside: what is active is said anew. */
function comeBack({ active, suppressed }: Pick<AlarmRecord, "active" | "suppressed">): AlarmState {
  if (suppressed) return "suppressed_by_design";
  return active ? "unacknowledged" : "normal";
}

function refusal(record: AlarmRecord, event: AlarmEvent, timeNs: TimeNs): string | null {
  const legalIn = LEGAL_IN[event.kind];
  if (legalIn && !legalIn.includes(record.state)) return `only one that is ${legalIn.join(", ")} can`;
  switch (event.kind) {
    case "raised":
      return record.active ? "its condition stands already" : null;
    case "cleared":
      return record.active ? null : "its condition does not stand";
    case "changed":
      if (!record.active) return "its condition does not stand";
      return event.condition === record.condition ? "its condition is the same" : null;
    case "suppressed":
      return record.suppressed ? "it is suppressed already" : null;
    case "unsuppressed":
      return record.suppressed ? null : "it is not suppressed";
    case "shelf_expired":
      return record.shelvedUntilNs !== null && timeNs >= BigInt(record.shelvedUntilNs) ? null : "its shelf has not ended";
    default:
      return null;
  }
}

function checkShelf(untilNs: TimeNs | undefined, timeNs: TimeNs): void {
  const latest = addSeconds(timeNs, MAX_SHELF_S);
  if (untilNs === undefined || untilNs <= timeNs || untilNs > latest) {
    const limit = `after ${formatTimeNs(timeNs)} and at most one week later`;
    throw new InvalidValue("untilNs", untilNs === undefined ? undefined : formatTimeNs(untilNs), limit, "bad_shelf");
  }
}

/** Where a condition that comes, changes or goes leads an alarm that is not put aside. */
function followedState(record: AlarmRecord, event: AlarmEvent): AlarmState {
  if (ASIDE.includes(record.state)) return record.state;
  if (event.kind === "raised") return "unacknowledged";
  // A worse condition than was acknowledged is news, a milder one is not.
  if (event.kind === "changed") return event.condition === "alarm" ? "unacknowledged" : record.state;
  return record.state === "acknowledged" ? "normal" : "returned_unacknowledged";
}

function stateAfter(record: AlarmRecord, event: AlarmEvent): AlarmState {
  switch (event.kind) {
    case "raised":
    case "changed":
    case "cleared":
      return followedState(record, event);
    case "suppressed":
      return record.state === "shelved" || record.state === "out_of_service" ? record.state : "suppressed_by_design";
    case "unsuppressed":
      return record.state === "suppressed_by_design" ? comeBack({ ...record, suppressed: false }) : record.state;
    case "acknowledged":
      return record.state === "unacknowledged" ? "acknowledged" : "normal";
    case "shelved":
      return "shelved";
    case "unshelved":
    case "shelf_expired":
    case "returned_to_service":
      return comeBack(record);
    case "taken_out_of_service":
      return "out_of_service";
  }
}

/**
 * One step of the alarm life cycle of ISA-18.2 / IEC 62682. Pure: the same record, event and time give the same result.
 * @param timeNs in the machine's own time base, or wall time for a live one
 * @throws IllegalAlarmTransition naming state and event, InvalidValue for a shelf that ends before now or in more than a week
 */
export function transition(
  record: AlarmRecord,
  event: AlarmEvent,
  timeNs: TimeNs,
): { record: AlarmRecord; transition: RecordedTransition } {
  const why = refusal(record, event, timeNs);
  if (why !== null) throw new IllegalAlarmTransition(record.state, event.kind, why);
  if (event.kind === "shelved") checkShelf(event.untilNs, timeNs);
  const to = stateAfter(record, event);
  const condition = event.condition ?? record.condition;
  const sequence = record.sequence + 1;
  const at = storedTime(timeNs);
  const after: AlarmRecord = {
    state: to,
    // A faulty sensor does not say what becomes of the machine.
    condition: event.kind === "suppressed" || event.kind === "unsuppressed" ? record.condition : condition,
    active: event.kind === "raised" || (record.active && event.kind !== "cleared"),
    suppressed: event.kind === "suppressed" || (record.suppressed && event.kind !== "unsuppressed"),
    raisedNs: event.kind === "raised" ? at : record.raisedNs,
    sinceNs: to === record.state ? record.sinceNs : at,
    shelvedUntilNs: to !== "shelved" ? null : event.untilNs === undefined ? record.shelvedUntilNs : storedTime(event.untilNs),
    sequence,
  };
  const { kind, actor, reason } = event;
  return { record: after, transition: { sequence, timeNs: at, event: kind, from: record.state, to, condition, actor, reason } };
}
