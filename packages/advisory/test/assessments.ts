import { type AssetConfig, acquisitionId, addSeconds, type ConditionLevel, type FailureMode, pointId } from "@phm/domain";
import type { AssessmentForAdvice } from "../src/assessment-for-advice.js";
import { REF, START_NS } from "./advisories.js";

export const CONFIG: AssetConfig = { ref: REF, kind: "pump", component: "drive-end bearing", points: [] };

export interface Seen {
  readonly state: ConditionLevel;
  readonly mode?: FailureMode;
  readonly confidence?: number;
  readonly p10S?: number;
  readonly levelRatio?: number;
  /** Since when the condition has stood, seconds after the start; default: just now. */
  readonly sinceS?: number;
}

/** An assessment `seconds` after the start. */
export function assessmentAt(seconds: number, { state, mode, confidence = 0.8, p10S, levelRatio, sinceS }: Seen): AssessmentForAdvice {
  const of = {
    ref: REF,
    acquisition: acquisitionId(`a${seconds}`),
    timeNs: addSeconds(START_NS, seconds),
    featureSet: "core-v1",
    modelVersion: "m-1",
  };
  const finding = { point: pointId("h"), confidence, rank: 1, evidence: [], counterEvidence: [], reasonEn: "why", reasonZh: "原因" };
  const sinceNs = addSeconds(START_NS, sinceS ?? seconds);
  return {
    condition: { ...of, state, sinceNs, zone: null, onsetNs: null, levelRatio: levelRatio ?? null },
    health: { ...of, health: null, findings: mode ? [{ ...finding, failureMode: mode }] : [], unjudged: [] },
    prognosis:
      p10S === undefined
        ? { ...of, status: "abstain", model: "m", reason: "none", reasonZh: "无" }
        : { ...of, status: "estimate", p10S, p50S: 3 * p10S, p90S: 9 * p10S, model: "m", reason: "trend", reasonZh: "趋势" },
  };
}
