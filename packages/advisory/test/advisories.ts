import { type Advisory, acquisitionId, addSeconds, assetRef, type FailureMode, pointId, type Tier } from "@phm/domain";

export const REF = assetRef("acme", "north", "pump");
export const START_NS = 1_600_000_000_000_000_000n;

/** An advisory `seconds` after the start. */
export function advisoryAt(seconds: number, tier: Tier, failureMode: FailureMode): Advisory {
  const acquisition = acquisitionId(`a${seconds}`);
  return {
    id: `acme:north:pump:${acquisition}:advisory:rules-1`,
    ref: REF,
    acquisition,
    timeNs: addSeconds(START_NS, seconds),
    ruleVersion: "rules-1",
    featureSet: "core-v1",
    modelVersion: "m-1",
    tier,
    failureMode,
    component: failureMode === "sensor_fault" ? "sensor" : "bearing",
    point: pointId("h"),
    confidence: 0.8,
    dueNs: addSeconds(START_NS, seconds + 3600),
    rul: { status: "abstain", model: "m-1", reason: "quiet", reasonZh: "平稳" },
    evidence: [{ kind: "level_rise", value: 2.4, limit: 2 }],
    actionsEn: ["look"],
    actionsZh: ["检查"],
    reasonEn: "raised",
    reasonZh: "升高",
  };
}
