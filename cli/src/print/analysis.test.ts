import { afterEach, describe, expect, jest, test } from "@jest/globals";
import { pointId } from "@phm/domain";
import { type AnalysisParts, toAnalysisLine } from "@phm/pipeline";
import { printAnalysis } from "./analysis.js";

const PARTS: AnalysisParts = {
  asset: "pump",
  acquisitions: 3,
  condition: { state: "normal", since: null, zone: null },
  onset: null,
  findings: [
    {
      failureMode: "bearing_outer_race",
      point: pointId("h"),
      confidence: 0.9,
      rank: 1,
      evidence: [],
      counterEvidence: [],
      reasonEn: "lines",
      reasonZh: "谱线",
      wear: { stage: 3, evidence: [{ kind: "ratio", label: "harmonics", value: 4, limit: 3 }] },
    },
  ],
  everFindings: [],
  unjudged: [
    { failureMode: "gear", missing: "kinematics", reasonEn: "Nothing is stated.", reasonZh: "未填写。" },
    { failureMode: "imbalance", missing: "speedRpm", reasonEn: "No speed.", reasonZh: "无转速。" },
    { failureMode: "cavitation", missing: "kinematics", reasonEn: "Nothing is stated.", reasonZh: "未填写。" },
  ],
  rul: { status: "abstain", reason: "quiet", reasonZh: "平稳" },
  advisories: [],
  workOrders: [],
};

function printed(json: boolean): string {
  const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  printAnalysis(toAnalysisLine(PARTS), json);
  return String(write.mock.calls[0]?.[0]);
}

describe("an analysis as it is printed", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test("tells a person the stage of wear, and each reason once with the modes that it kept from being judged", () => {
    const lines = printed(false).split("\n");
    expect(lines).toContain("  finding 1: bearing outer race at h (0.90, wear stage 3 of 4): lines");
    expect(lines).toContain("  not judged by: Nothing is stated. (gear, cavitation)");
    expect(lines).toContain("  not judged by: No speed. (imbalance)");
  });

  test("gives a program both with all their fields", () => {
    expect(JSON.parse(printed(true))).toMatchObject({ findings: [{ wear: PARTS.findings[0]?.wear }], unjudged: PARTS.unjudged });
  });
});
