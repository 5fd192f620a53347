import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { POINT } from "../../test/synthetic-features.js";
import { NO_DIAGNOSIS } from "../hypotheses/diagnose.js";
import type { Hypothesis } from "../hypotheses/hypothesis.js";
import type { Detection } from "../state/detection.js";
import { assessFindings, healthOf } from "./health-assessment.js";

const QUIET: Detection = {
  levelRatio: 1,
  standing: null,
  zone: null,
  zoneValue: null,
  zoneLimit: null,
  zonePoint: null,
  alert: false,
  alarm: false,
  zoneD: false,
  onsetNs: null,
  rising: false,
  muted: false,
  isoAlarm: null,
  changeDistance: null,
  learning: false,
};
const RISEN: Detection = { ...QUIET, levelRatio: 3, standing: { ratio: 3, point: POINT }, alert: true, onsetNs: "1600000000000000000" };

function hypothesis(confidence: number, failureMode: Hypothesis["failureMode"] = "bearing_outer_race"): Hypothesis {
  const evidence = [{ kind: "envelope_line", frequencyHz: 89.5, order: 3.58, snrDb: 18, harmonics: 5 }] as const;
  return { failureMode, point: POINT, score: confidence, confidence, evidence, counterEvidence: [], reasonEn: "lines", reasonZh: "谱线" };
}

const assessed = (detection: Detection, diagnosed: readonly Hypothesis[]) => assessFindings(detection, NO_DIAGNOSIS, diagnosed, []);

describe("health assessment", () => {
  test("a rise without lines is degradation_general, with its ratio in words in both languages", () => {
    const [finding, ...rest] = assessed(RISEN, []);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ failureMode: "degradation_general", rank: 1, evidence: [{ kind: "level_rise", value: 3, limit: 2 }] });
    expect(finding?.reasonEn).toContain("3 times");
    expect(finding?.reasonZh).toContain("3 倍");
  });

  test("a vibration over its ISO ALARM setting is a finding with value and limit, where no rise says more", () => {
    const isoAlarm = { point: POINT, value: 1.8, limit: 1.7 };
    const [finding] = assessed({ ...QUIET, alert: true, isoAlarm }, []);
    expect(finding).toMatchObject({
      failureMode: "degradation_general",
      confidence: 0.5,
      evidence: [{ kind: "zone", value: 1.8, limit: 1.7 }],
    });
    expect(finding?.reasonEn).toContain("baseline plus 25 %");
    expect(assessed({ ...RISEN, isoAlarm }, [])).toHaveLength(1);
  });

  test("a named fault explains the rise and takes its evidence over", () => {
    const findings = assessed(RISEN, [hypothesis(0.9)]);
    expect(findings.map((f) => f.failureMode)).toEqual(["bearing_outer_race"]);
    expect(findings[0]?.evidence.map((e) => e.kind)).toEqual(["envelope_line", "level_rise"]);
  });

  test("a weak suspect does not explain the rise", () => {
    expect(assessed(RISEN, [hypothesis(0.4)]).map((f) => f.failureMode)).toEqual(["degradation_general", "bearing_outer_race"]);
  });

  test("a rise on a record too short for lines says that they were not looked for", () => {
    const [finding] = assessFindings(RISEN, { ...NO_DIAGNOSIS, bearingLines: { hypotheses: [], abstained: "too_coarse" } }, [], []);
    expect(finding?.reasonEn).toContain("too short");
    expect(finding?.reasonZh).toContain("记录过短");
  });

  test("all hypotheses from 0.2 are shown in rank order, each fault and point once", () => {
    const findings = assessed(QUIET, [hypothesis(0.3), hypothesis(0.7, "bearing_cage"), hypothesis(0.6), hypothesis(0.19, "imbalance")]);
    expect(findings.map(({ failureMode, rank, confidence }) => [failureMode, rank, confidence])).toEqual([
      ["bearing_cage", 1, 0.7],
      ["bearing_outer_race", 2, 0.6],
    ]);
  });

  test("a quiet machine without lines has no findings", () => {
    expect(assessed(QUIET, [hypothesis(0.1)])).toEqual([]);
  });

  test("health falls from 1 to 0 and stays within", () => {
    expect([healthOf(null), healthOf(1), healthOf(0.5), healthOf(8), healthOf(50)]).toEqual([null, 1, 1, 0, 0]);
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 100, noNaN: true }), fc.double({ min: 0, max: 10, noNaN: true }), (ratio, more) => {
        expect(healthOf(ratio + more)!).toBeLessThanOrEqual(healthOf(ratio)!);
      }),
    );
  });
});
