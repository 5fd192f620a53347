import { describe, expect, test } from "@jest/globals";
import { pointId } from "@phm/domain";
import { CONFIG } from "../test/recordings.js";
import { type AnalysisParts, analysisLine, toAnalysisLine } from "./analysis-line.js";
import { initialPipelineState } from "./pipeline-state.js";

const PARTS: AnalysisParts = {
  asset: "pump",
  acquisitions: 3,
  condition: { state: "alert", since: "2026-01-01T00:00:00Z", zone: null },
  onset: { time: "2026-01-01T00:00:00Z" },
  findings: [
    {
      failureMode: "bearing_outer_race",
      point: pointId("h"),
      confidence: 0.9,
      rank: 1,
      evidence: [{ kind: "envelope_line", frequencyHz: 89.5, order: 3.58, snrDb: 18, harmonics: 5 }],
      counterEvidence: [],
      reasonEn: "lines",
      reasonZh: "谱线",
      wear: { stage: 3, evidence: [{ kind: "ratio", label: "harmonics", value: 4, limit: 3 }] },
      seenAt: { speedRpm: 1480, loadN: 900 },
    },
  ],
  everFindings: [],
  unjudged: [{ failureMode: "gear", missing: "kinematics", reasonEn: "unknown", reasonZh: "未知" }],
  rul: { status: "abstain", reason: "quiet", reasonZh: "平稳" },
  advisories: [
    { time: "2026-01-01T00:02:00Z", tier: "act_now", failureMode: "bearing_outer_race" },
    { time: "2026-01-01T00:01:00Z", tier: "plan", failureMode: "bearing_outer_race" },
  ],
  workOrders: [],
};

/** The same value with the fields of every object in reverse order and nulls for what is absent, as another source may deliver it. */
function shuffled<T>(value: T): T {
  if (Array.isArray(value)) return value.map(shuffled) as T;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, field]) => [key, shuffled(field)]),
  ) as T;
}

describe("analysis line", () => {
  test("equal parts give equal bytes, whatever their field order and extra fields", () => {
    const other = { ...shuffled(PARTS), extra: 1, advisories: [...PARTS.advisories].reverse().map((a) => ({ ...a, id: "x" })) };
    expect(JSON.stringify(toAnalysisLine(other))).toBe(JSON.stringify(toAnalysisLine(PARTS)));
  });

  test("has every field of the contract, null where there is nothing", () => {
    expect(Object.keys(toAnalysisLine(PARTS))).toEqual([
      "asset",
      "acquisitions",
      "condition",
      "onset",
      "findings",
      "everFindings",
      "unjudged",
      "rul",
      "advisories",
      "workOrders",
    ]);
    expect(toAnalysisLine(PARTS)).toMatchObject({ rul: { p10S: null, p50S: null, p90S: null, model: null } });
  });

  test("an asset of which nothing is known yet is learning", () => {
    expect(analysisLine(initialPipelineState(), CONFIG)).toMatchObject({
      asset: "pump",
      acquisitions: 0,
      condition: { state: "learning", since: null },
      rul: { status: "abstain", reason: "Nothing has been measured yet.", reasonZh: "尚无测量数据。" },
    });
  });
});
