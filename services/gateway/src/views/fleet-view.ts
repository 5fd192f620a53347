import { type AssessmentSummaryMessage, conditionFromWire, failureModeCodec, rulEstimateFromWire } from "@phm/contracts";
import { type AssetConfig, formatTimeNs } from "@phm/domain";

/** One line of the fleet: an asset and what stands of it, nulls where nothing has come yet. */
export function fleetView({ ref, kind, criticality }: AssetConfig, summary: AssessmentSummaryMessage | undefined) {
  const asset = { id: ref.asset, site: ref.site, kind, criticality: criticality ?? null };
  if (!summary?.condition || !summary.prognosis) return { ...asset, asOf: null, condition: null, health: null, finding: null, rul: null };
  const { state, zone, sinceNs, levelRatio, timeNs } = conditionFromWire(summary.condition);
  const { status, p10S, p50S, p90S } = rulEstimateFromWire(summary.prognosis);
  return {
    ...asset,
    asOf: formatTimeNs(timeNs),
    condition: { state, zone, since: formatTimeNs(sinceNs), levelRatio },
    health: summary.health ?? null,
    finding: summary.finding ? findingView(summary.finding) : null,
    rul: { status, p10S: p10S ?? null, p50S: p50S ?? null, p90S: p90S ?? null },
  };
}

function findingView({ failureMode, point, confidence }: NonNullable<AssessmentSummaryMessage["finding"]>) {
  return { failureMode: failureModeCodec.fromWire(failureMode, "failure_mode"), point, confidence };
}
