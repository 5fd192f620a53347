import { create } from "@bufbuild/protobuf";
import {
  type AssessmentOf,
  type AssetRef,
  acquisitionId,
  type ConditionLevel,
  type ConditionState,
  type RulEstimate,
  type Zone,
} from "@phm/domain";
import type { AssetRef as AssetRefMessage } from "../gen/phm/asset/v1/asset_pb.js";
import * as conditionWire from "../gen/phm/condition/v1/condition_pb.js";
import * as prognosisWire from "../gen/phm/prognosis/v1/prognosis_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { present } from "./optional-fields.js";
import { remainingLifeFromWire, remainingLifeToWire } from "./remaining-life-codec.js";

export const levelCodec = enumCodec<ConditionLevel, conditionWire.ConditionLevel>({
  learning: conditionWire.ConditionLevel.LEARNING,
  normal: conditionWire.ConditionLevel.NORMAL,
  alert: conditionWire.ConditionLevel.ALERT,
  alarm: conditionWire.ConditionLevel.ALARM,
  sensor_fault: conditionWire.ConditionLevel.SENSOR_FAULT,
});
export const zoneCodec = enumCodec<Zone, conditionWire.Zone>({
  A: conditionWire.Zone.A,
  B: conditionWire.Zone.B,
  C: conditionWire.Zone.C,
  D: conditionWire.Zone.D,
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

export function rulEstimateToWire(rul: RulEstimate): prognosisWire.RulEstimate {
  return create(prognosisWire.RulEstimateSchema, { ...assessmentOfToWire(rul), ...remainingLifeToWire(rul) });
}

export function rulEstimateFromWire(message: prognosisWire.RulEstimate): RulEstimate {
  return { ...assessmentOfFromWire(message), ...remainingLifeFromWire(message, "prognosis") };
}
