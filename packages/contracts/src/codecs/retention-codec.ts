import { create } from "@bufbuild/protobuf";
import {
  acquisitionId,
  CRITICALITIES,
  type Criticality,
  checkRetentionPolicy,
  type EvidenceOwner,
  type EvidenceReference,
  InvalidValue,
  type ReferenceKind,
  type RetentionPolicy,
  type RetentionTier,
} from "@phm/domain";
import * as policyWire from "../gen/phm/retention/v1/policy_pb.js";
import * as wire from "../gen/phm/retention/v1/reference_pb.js";
import { assetRefFromWire, assetRefToWire, criticalityCodec } from "./asset-codec.js";
import { enumCodec } from "./enum-codec.js";

export const evidenceOwnerCodec = enumCodec<EvidenceOwner, wire.EvidenceOwner>({
  predict: wire.EvidenceOwner.PREDICT,
  workorders: wire.EvidenceOwner.WORKORDERS,
  people: wire.EvidenceOwner.PEOPLE,
});

export const referenceKindCodec = enumCodec<ReferenceKind, wire.ReferenceKind>({
  alarm: wire.ReferenceKind.ALARM,
  advisory: wire.ReferenceKind.ADVISORY,
  work_order: wire.ReferenceKind.WORK_ORDER,
  hold: wire.ReferenceKind.HOLD,
});

export function evidenceReferenceToWire({ ref, owner, kind, ...reference }: EvidenceReference): wire.EvidenceReference {
  return create(wire.EvidenceReferenceSchema, {
    ...reference,
    ref: assetRefToWire(ref),
    owner: evidenceOwnerCodec.toWire(owner),
    kind: referenceKindCodec.toWire(kind),
  });
}

/** @throws InvalidValue naming the field that breaks a rule */
export function evidenceReferenceFromWire(message: wire.EvidenceReference): EvidenceReference {
  const { ref, acquisition, startTimeNs, owner, kind, record, reason } = message;
  return {
    ref: assetRefFromWire(ref),
    acquisition: acquisitionId(acquisition, "acquisition"),
    startTimeNs,
    owner: evidenceOwnerCodec.fromWire(owner, "owner"),
    kind: referenceKindCodec.fromWire(kind, "kind"),
    record,
    reason,
  };
}

export function retentionPolicyToWire({ tiers, waveformBudgetBytes }: RetentionPolicy): policyWire.RetentionPolicy {
  return create(policyWire.RetentionPolicySchema, {
    tiers: CRITICALITIES.map((criticality) => tierToWire(criticality, tiers[criticality])),
    ...(waveformBudgetBytes === undefined ? {} : { waveformBudgetBytes: BigInt(waveformBudgetBytes) }),
  });
}

/** @throws InvalidValue naming the field that breaks a rule, or the criticality that has no tier or several */
export function retentionPolicyFromWire(message: policyWire.RetentionPolicy | undefined): RetentionPolicy {
  if (!message) throw new InvalidValue("policy", undefined, "present");
  const { waveformBudgetBytes } = message;
  const policy: RetentionPolicy = {
    tiers: { low: tierOf(message, "low"), medium: tierOf(message, "medium"), high: tierOf(message, "high") },
    ...(waveformBudgetBytes === undefined ? {} : { waveformBudgetBytes: Number(waveformBudgetBytes) }),
  };
  checkRetentionPolicy(policy);
  return policy;
}

function tierToWire(criticality: Criticality, { waveforms, ...days }: RetentionTier): policyWire.RetentionTier {
  return create(policyWire.RetentionTierSchema, {
    ...days,
    criticality: criticalityCodec.toWire(criticality),
    waveforms: waveforms.map((step) => ({ ...step })),
  });
}

function tierOf({ tiers }: policyWire.RetentionPolicy, criticality: Criticality): RetentionTier {
  const [tier, ...others] = tiers.filter((each) => each.criticality === criticalityCodec.toWire(criticality));
  if (!tier || others.length > 0) throw new InvalidValue(`tiers.${criticality}`, `${tier ? others.length + 1 : 0} tiers`, "one tier");
  const { waveforms, spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays } = tier;
  const steps = waveforms.map(({ untilDays, oneInS }) => ({ untilDays, oneInS }));
  return { waveforms: steps, spectraDays, rawFeatureDays, hourlyFeatureDays, dailyFeatureDays };
}
