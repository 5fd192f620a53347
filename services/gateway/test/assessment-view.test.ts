import { describe, expect, test } from "@jest/globals";
import { acquisitionId, assetRef, type Finding, pointId, type Unjudged } from "@phm/domain";
import { assessmentView } from "../src/views/assessment-view.js";

const of = {
  ref: assetRef("acme", "north", "pump"),
  acquisition: acquisitionId("a1"),
  timeNs: 1_600_000_000_000_000_000n,
  featureSet: "core-v2",
  modelVersion: "m-1",
};
const finding: Finding = {
  failureMode: "bearing_general",
  point: pointId("h"),
  confidence: 0.6,
  rank: 1,
  evidence: [],
  counterEvidence: [],
  reasonEn: "why",
  reasonZh: "原因",
  wear: { stage: 4, evidence: [{ kind: "change", label: "noise floor over baseline", value: 2.4, limit: 2 }] },
  seenAt: { speedRpm: 1480 },
};
const unjudged: Unjudged[] = [{ failureMode: "gear", missing: "kinematics", reasonEn: "Nothing is stated.", reasonZh: "未填写。" }];

describe("an assessment as the API shows it", () => {
  test("has the stage of wear, how the machine ran, and what could not be judged", () => {
    const view = assessmentView({
      condition: { ...of, state: "normal", sinceNs: of.timeNs, zone: null, onsetNs: null, levelRatio: null },
      health: { ...of, health: null, findings: [finding], unjudged },
      prognosis: { ...of, status: "abstain", model: "m", reason: "none", reasonZh: "无" },
      acquisitions: 1,
      late: 0,
      everFindings: [],
    });
    expect(view.findings).toEqual([finding]);
    expect(view.unjudged).toEqual(unjudged);
  });
});
