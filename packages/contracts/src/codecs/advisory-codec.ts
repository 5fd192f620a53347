import { create } from "@bufbuild/protobuf";
import { type Advisory, acquisitionId, InvalidValue, pointId, type RemainingLife, type Tier } from "@phm/domain";
import * as wire from "../gen/phm/advisory/v1/advisory_pb.js";
import { rulStatusCodec } from "./assessment-codec.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { evidenceFromWire, evidenceToWire, failureModeCodec } from "./health-codec.js";
import { present } from "./optional-fields.js";

export const tierCodec = enumCodec<Tier, wire.Tier>({ watch: wire.Tier.WATCH, plan: wire.Tier.PLAN, act_now: wire.Tier.ACT_NOW });

function rulToWire(rul: RemainingLife): wire.AdvisoryRul {
  const { p10S, p50S, p90S } = rul;
  return create(wire.AdvisoryRulSchema, {
    status: rulStatusCodec.toWire(rul.status),
    model: rul.model,
    reason: rul.reason,
    ...present({ p10S, p50S, p90S }),
  });
}

function rulFromWire(message: wire.AdvisoryRul | undefined): RemainingLife {
  if (!message) throw new InvalidValue("rul", undefined, "present");
  const { model, reason, p10S, p50S, p90S } = message;
  return { status: rulStatusCodec.fromWire(message.status, "rul.status"), model, reason, ...present({ p10S, p50S, p90S }) };
}

export function advisoryToWire(advisory: Advisory): wire.Advisory {
  return create(wire.AdvisorySchema, {
    ...advisory,
    ref: assetRefToWire(advisory.ref),
    tier: tierCodec.toWire(advisory.tier),
    failureMode: failureModeCodec.toWire(advisory.failureMode),
    rul: rulToWire(advisory.rul),
    evidence: advisory.evidence.map(evidenceToWire),
    actionsEn: [...advisory.actionsEn],
    actionsZh: [...advisory.actionsZh],
  });
}

export function advisoryFromWire(message: wire.Advisory): Advisory {
  return {
    id: message.id,
    ref: assetRefFromWire(message.ref),
    acquisition: acquisitionId(message.acquisition),
    timeNs: message.timeNs,
    ruleVersion: message.ruleVersion,
    featureSet: message.featureSet,
    modelVersion: message.modelVersion,
    tier: tierCodec.fromWire(message.tier, "tier"),
    failureMode: failureModeCodec.fromWire(message.failureMode, "failureMode"),
    component: message.component,
    point: pointId(message.point),
    confidence: message.confidence,
    dueNs: message.dueNs,
    rul: rulFromWire(message.rul),
    evidence: message.evidence.map(evidenceFromWire),
    actionsEn: message.actionsEn,
    actionsZh: message.actionsZh,
    reasonEn: message.reasonEn,
    reasonZh: message.reasonZh,
  };
}
