import { create } from "@bufbuild/protobuf";
import { type Alarm, type AlarmEventKind, type AlarmState, type AlarmTransition, acquisitionId } from "@phm/domain";
import * as wire from "../gen/phm/alarm/v1/alarm_pb.js";
import { assessmentOfFromWire, assessmentOfToWire, levelCodec } from "./assessment-codec.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";

export const alarmStateCodec = enumCodec<AlarmState, wire.AlarmState>({
  normal: wire.AlarmState.NORMAL,
  unacknowledged: wire.AlarmState.UNACKNOWLEDGED,
  acknowledged: wire.AlarmState.ACKNOWLEDGED,
  returned_unacknowledged: wire.AlarmState.RETURNED_UNACKNOWLEDGED,
  shelved: wire.AlarmState.SHELVED,
  suppressed_by_design: wire.AlarmState.SUPPRESSED_BY_DESIGN,
  out_of_service: wire.AlarmState.OUT_OF_SERVICE,
});

const eventKindCodec = enumCodec<AlarmEventKind, wire.AlarmEventKind>({
  raised: wire.AlarmEventKind.RAISED,
  changed: wire.AlarmEventKind.CHANGED,
  cleared: wire.AlarmEventKind.CLEARED,
  suppressed: wire.AlarmEventKind.SUPPRESSED,
  unsuppressed: wire.AlarmEventKind.UNSUPPRESSED,
  acknowledged: wire.AlarmEventKind.ACKNOWLEDGED,
  shelved: wire.AlarmEventKind.SHELVED,
  unshelved: wire.AlarmEventKind.UNSHELVED,
  shelf_expired: wire.AlarmEventKind.SHELF_EXPIRED,
  taken_out_of_service: wire.AlarmEventKind.TAKEN_OUT_OF_SERVICE,
  returned_to_service: wire.AlarmEventKind.RETURNED_TO_SERVICE,
});

/** The wire writes "never" as 0: no alarm is of 1970. */
const NEVER = 0n;

export function alarmToWire(alarm: Alarm): wire.Alarm {
  return create(wire.AlarmSchema, {
    ...assessmentOfToWire(alarm),
    id: alarm.id,
    state: alarmStateCodec.toWire(alarm.state),
    condition: levelCodec.toWire(alarm.condition),
    active: alarm.active,
    raisedNs: alarm.raisedNs ?? NEVER,
    sinceNs: alarm.sinceNs,
    shelvedUntilNs: alarm.shelvedUntilNs ?? NEVER,
    sequence: BigInt(alarm.sequence),
  });
}

export function alarmFromWire(message: wire.Alarm): Alarm {
  return {
    ...assessmentOfFromWire(message),
    id: message.id,
    state: alarmStateCodec.fromWire(message.state, "state"),
    condition: levelCodec.fromWire(message.condition, "condition"),
    active: message.active,
    raisedNs: message.raisedNs === NEVER ? null : message.raisedNs,
    sinceNs: message.sinceNs,
    shelvedUntilNs: message.shelvedUntilNs === NEVER ? null : message.shelvedUntilNs,
    sequence: Number(message.sequence),
  };
}

export function alarmTransitionToWire(transition: AlarmTransition): wire.AlarmTransition {
  const { ref, sequence, timeNs, event, from, to, condition, actor, reason, acquisition = "" } = transition;
  return create(wire.AlarmTransitionSchema, {
    ref: assetRefToWire(ref),
    sequence: BigInt(sequence),
    timeNs,
    event: eventKindCodec.toWire(event),
    from: alarmStateCodec.toWire(from),
    to: alarmStateCodec.toWire(to),
    condition: levelCodec.toWire(condition),
    actor,
    reason,
    acquisition,
  });
}

export function alarmTransitionFromWire(message: wire.AlarmTransition): AlarmTransition {
  return {
    ref: assetRefFromWire(message.ref),
    sequence: Number(message.sequence),
    timeNs: message.timeNs,
    event: eventKindCodec.fromWire(message.event, "event"),
    from: alarmStateCodec.fromWire(message.from, "from"),
    to: alarmStateCodec.fromWire(message.to, "to"),
    condition: levelCodec.fromWire(message.condition, "condition"),
    actor: message.actor,
    reason: message.reason,
    ...(message.acquisition ? { acquisition: acquisitionId(message.acquisition) } : {}),
  };
}
