import { advisedActions, FAULT_KNOWLEDGE } from "@phm/advisory";
import { type Advisory, acquisitionId, assetRef, type FailureMode, pointId } from "@phm/domain";

/** An advisory as the science gives it, with the suite's actions. */
export function advisoryOf(failureMode: FailureMode, site: string): Advisory {
  return {
    id: `acme:${site}:pump:${failureMode}:advisory:rules-1`,
    ref: assetRef("acme", site, "pump"),
    acquisition: acquisitionId(failureMode),
    timeNs: 1_700_000_000_000_000_000n,
    ruleVersion: "rules-1",
    featureSet: "core-v1",
    modelVersion: "m-1",
    tier: "plan",
    failureMode,
    component: "bearing",
    point: pointId("h"),
    confidence: 0.8,
    dueNs: 1_700_000_600_000_000_000n,
    rul: { status: "abstain", model: "m-1", reason: "quiet", reasonZh: "平稳" },
    evidence: [],
    ...advisedActions(FAULT_KNOWLEDGE[failureMode]),
    reasonEn: "raised",
    reasonZh: "升高",
  };
}
