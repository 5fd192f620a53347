import { create } from "@bufbuild/protobuf";
import {
  type Alarm,
  type AlarmState,
  type AssessmentOf,
  type AssetRef,
  acquisitionId,
  type ConditionLevel,
  type ConditionState,
  type RulEstimate,
  type RulStatus,
  type Zone,
} from "@phm/domain";
import * as alarmWire from "../gen/phm/alarm/v1/alarm_pb.js";
import type { AssetRef as AssetRefMessage } from "../gen/phm/asset/v1/asset_pb.js";
import * as conditionWire from "../gen/phm/condition/v1/condition_pb.js";
import * as prognosisWire from "../gen/phm/prognosis/v1/prognosis_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";

const levelCodec = enumCodec<ConditionLevel, conditionWire.ConditionLevel>({
  learning: conditionWire.ConditionLevel.LEARNING,
  normal: conditionWire.ConditionLevel.NORMAL,
  alert: conditionWire.ConditionLevel.ALERT,
  alarm: conditionWire.ConditionLevel.ALARM,
  sensor_fault: conditionWire.ConditionLevel.SENSOR_FAULT,
});
const zoneCodec = enumCodec<Zone, conditionWire.Zone>({
  A: conditionWire.Zone.A,
  B: conditionWire.Zone.B,
  C: conditionWire.Zone.C,
  D: conditionWire.Zone.D,
});
const alarmStateCodec = enumCodec<AlarmState, alarmWire.AlarmState>({
  normal: alarmWire.AlarmState.NORMAL,
  unacknowledged: alarmWire.AlarmState.UNACKNOWLEDGED,
  acknowledged: alarmWire.AlarmState.ACKNOWLEDGED,
  returned_unacknowledged: alarmWire.AlarmState.RETURNED_UNACKNOWLEDGED,
});
export const rulStatusCodec = enumCodec<RulStatus, prognosisWire.RulStatus>({
  estimate: prognosisWire.RulStatus.ESTIMATE,
  lower_bound: prognosisWire.RulStatus.LOWER_BOUND,
  abstain: prognosisWire.RulStatus.ABSTAIN,
});

/** The fields that every assessment message begins with. */
interface AssessmentOfMessage {
  ref?: AssetRefMessage;
  acquisition: string;
  timeNs: bigint;
  modelVersion: string;
  featureSet: string;
}

export function assessmentOfToWire(value: AssessmentOf) {
  return {
    ref: assetRefToWire(value.ref),
    acquisition: value.acquisition as string,
    timeNs: value.timeNs,
    modelVersion: value.modelVersion,
    featureSet: value.featureSet,
  };
}

export function assessmentOfFromWire(message: AssessmentOfMessage): AssessmentOf {
  const ref: AssetRef = assetRefFromWire(message.ref);
  return {
    ref,
    acquisition: acquisitionId(message.acquisition),
    timeNs: message.timeNs,
    modelVersion: message.modelVersion,
    featureSet: message.featureSet,
  };
}

export function conditionToWire(condition: ConditionState): conditionWire.ConditionState {
  return create(conditionWire.ConditionStateSchema, {
    ...assessmentOfToWire(condition),
    state: levelCodec.toWire(condition.state),
    sinceNs: condition.sinceNs,
    zone: condition.zone === null ? conditionWire.Zone.UNSPECIFIED : zoneCodec.toWire(condition.zone),
    ...present({ onsetNs: condition.onsetNs ?? undefined, levelRatio: condition.levelRatio ?? undefined }),
  });
}

export function conditionFromWire(message: conditionWire.ConditionState): ConditionState {
  return {
    ...assessmentOfFromWire(message),
    state: levelCodec.fromWire(message.state, "state"),
    sinceNs: message.sinceNs,
    zone: message.zone === conditionWire.Zone.UNSPECIFIED ? null : zoneCodec.fromWire(message.zone, "zone"),
    onsetNs: message.onsetNs ?? null,
    levelRatio: message.levelRatio ?? null,
  };
}

export function alarmToWire(alarm: Alarm): alarmWire.Alarm {
  return create(alarmWire.AlarmSchema, {
    ...assessmentOfToWire(alarm),
    id: alarm.id,
    state: alarmStateCodec.toWire(alarm.state),
    condition: levelCodec.toWire(alarm.condition),
    raisedNs: alarm.raisedNs,
  });
}

export function alarmFromWire(message: alarmWire.Alarm): Alarm {
  return {
    ...assessmentOfFromWire(message),
    id: message.id,
    state: alarmStateCodec.fromWire(message.state, "state"),
    condition: levelCodec.fromWire(message.condition, "condition"),
    raisedNs: message.raisedNs,
  };
}

export function rulEstimateToWire(rul: RulEstimate): prognosisWire.RulEstimate {
  return create(prognosisWire.RulEstimateSchema, {
    ...assessmentOfToWire(rul),
    status: rulStatusCodec.toWire(rul.status),
    model: rul.model,
    reason: rul.reason,
    ...present({ p10S: rul.p10S, p50S: rul.p50S, p90S: rul.p90S }),
  });
}

export function rulEstimateFromWire(message: prognosisWire.RulEstimate): RulEstimate {
  return {
    ...assessmentOfFromWire(message),
    status: rulStatusCodec.fromWire(message.status, "status"),
    model: message.model,
    reason: message.reason,
    ...present({ p10S: message.p10S, p50S: message.p50S, p90S: message.p90S }),
  };
}
