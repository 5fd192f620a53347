import { create } from "@bufbuild/protobuf";
import {
  type Advisory,
  acquisitionId,
  InvalidValue,
  type MissingPart,
  pointId,
  type RemainingLife,
  type SuppressionNotice,
  type Tier,
} from "@phm/domain";
import * as wire from "../gen/phm/advisory/v1/advisory_pb.js";
import { assetRefFromWire, assetRefToWire } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";
import { evidenceFromWire, evidenceToWire, failureModeCodec } from "./health-codec.js";
import { present } from "./optional-fields.js";
import { remainingLifeFromWire, remainingLifeToWire } from "./remaining-life-codec.js";

export const tierCodec = enumCodec<Tier, wire.Tier>({ watch: wire.Tier.WATCH, plan: wire.Tier.PLAN, act_now: wire.Tier.ACT_NOW });

function rulFromWire(message: wire.AdvisoryRul | undefined): RemainingLife {
  if (!message) throw new InvalidValue("rul", undefined, "present");
  return remainingLifeFromWire(message, "rul");
}

function missingPartToWire({ id, name, leadTimeDays }: MissingPart): wire.MissingPart {
  return create(wire.MissingPartSchema, { id, nameEn: name.en, nameZh: name.zh, ...present({ leadTimeDays }) });
}

/** None is the same as not told: advisories say only what is missing. */
function partsFromWire({ missingParts }: wire.Advisory): MissingPart[] | undefined {
  if (missingParts.length === 0) return undefined;
  return missingParts.map(({ id, nameEn, nameZh, leadTimeDays }) => ({
    id,
    name: { en: nameEn, zh: nameZh },
    ...present({ leadTimeDays }),
  }));
}

function noticeFromWire({ id, reason, untilNs }: wire.SuppressionNotice): SuppressionNotice {
  return { id, reason, untilNs };
}

export function advisoryToWire(advisory: Advisory): wire.Advisory {
  return create(wire.AdvisorySchema, {
    ...advisory,
    ref: assetRefToWire(advisory.ref),
    tier: tierCodec.toWire(advisory.tier),
    failureMode: failureModeCodec.toWire(advisory.failureMode),
    rul: create(wire.AdvisoryRulSchema, remainingLifeToWire(advisory.rul)),
    evidence: advisory.evidence.map(evidenceToWire),
    actionsEn: [...advisory.actionsEn],
    actionsZh: [...advisory.actionsZh],
    missingParts: (advisory.missingParts ?? []).map(missingPartToWire),
    ...present({ suppressedBy: advisory.suppressedBy && create(wire.SuppressionNoticeSchema, advisory.suppressedBy) }),
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
    ...present({
      acceptedRisk: message.acceptedRisk,
      dueReasonEn: message.dueReasonEn,
      dueReasonZh: message.dueReasonZh,
      plannedStop: message.plannedStop,
      missingParts: partsFromWire(message),
      suppressedBy: message.suppressedBy && noticeFromWire(message.suppressedBy),
    }),
  };
}
