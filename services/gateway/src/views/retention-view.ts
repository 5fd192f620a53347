import {
  criticalityCodec,
  type EvidenceReferenceMessage,
  evidenceReferenceFromWire,
  type PolicyRecordMessage,
  type RetentionUsageMessage,
  retentionPolicyFromWire,
  type SweepMessage,
  type VerifyPinsResponse,
} from "@phm/contracts";
import { formatTimeNs } from "@phm/domain";

/** A policy as the API shows it, and takes it. */
export function policyView({ policy, version, actor, changedNs }: PolicyRecordMessage) {
  const { tiers, waveformBudgetBytes } = retentionPolicyFromWire(policy);
  return {
    ...{ tiers, waveformBudgetBytes: waveformBudgetBytes ?? null, version: Number(version) },
    ...{ changedBy: actor || null, changedAt: timeOrNull(changedNs) },
  };
}

/** What a site has, and when its budget is used up; what nobody can say is null, with the reason. */
export function usageView(usage: RetentionUsageMessage) {
  return {
    tiers: usage.tiers.map((tier) => ({
      criticality: criticalityCodec.fromWire(tier.criticality, "criticality"),
      ...{ machineCount: Number(tier.machines), acquisitionCount: Number(tier.acquisitions), bytes: Number(tier.bytes) },
      ...{ pinnedAcquisitionCount: Number(tier.pinnedAcquisitions), pinnedBytes: Number(tier.pinnedBytes) },
    })),
    countedAt: timeOrNull(usage.countedNs),
    budgetBytes: usage.budgetBytes === undefined ? null : Number(usage.budgetBytes),
    overBudgetBytes: Number(usage.overBudgetBytes),
    bytesPerDay: usage.bytesPerDay ?? null,
    fullInDays: usage.fullInDays ?? null,
    noForecastReason: usage.noForecastReason || null,
  };
}

/** Why an acquisition is kept. */
export function pinView(message: EvidenceReferenceMessage) {
  const { ref, acquisition, startTimeNs, owner, kind, record, reason } = evidenceReferenceFromWire(message);
  return { asset: ref.asset, acquisition, startTime: formatTimeNs(startTimeNs), owner, kind, record, reason };
}

export function verificationView({ sound, damaged, nextCursor }: VerifyPinsResponse) {
  return {
    soundCount: Number(sound),
    damaged: damaged.flatMap(({ pin, problem }) => (pin ? [{ ...pinView(pin), problem }] : [])),
    nextCursor: nextCursor || undefined,
  };
}

/** What was deleted of a machine, by which rule. */
export function sweepView({ id, ref, store, startedNs, finished, items, bytes, settledBeforeNs, references }: SweepMessage) {
  return {
    ...{ id, asset: ref?.asset ?? "", store, startedAt: formatTimeNs(startedNs), finished, deletedBytes: Number(bytes) },
    ...{ settledBefore: formatTimeNs(settledBeforeNs), referenceCount: Number(references) },
    items: items.map((item) => {
      return { id: item.id, startTime: formatTimeNs(item.startTimeNs), bytes: Number(item.bytes), rule: item.rule, deleted: item.deleted };
    }),
  };
}

function timeOrNull(timeNs: bigint): string | null {
  return timeNs === 0n ? null : formatTimeNs(timeNs);
}
