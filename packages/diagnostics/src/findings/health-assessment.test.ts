import { describe, expect, test } from "@jest/globals";
import type { PointId } from "@phm/domain";
import fc from "fast-check";
import { POINT } from "../../test/synthetic-features.js";
import type { RunningHypothesis } from "../lines/line-diagnosis.js";
import type { Detection } from "../state/state-detection.js";
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
};
const RISEN: Detection = { ...QUIET, levelRatio: 3, standing: { ratio: 3, point: POINT }, alert: true, onsetNs: "1600000000000000000" };

function hypothesis(excess: number, point: PointId = POINT): RunningHypothesis {
  return {
    point,
    failureMode: "bearing_outer_race",
    excess,
    nearShaftOrder: false,
    order: 3.58,
    frequencyHz: 89.5,
    snrDb: 18,
    harmonics: 5,
    acquisitions: 1,
  };
}

describe("health assessment", () => {
  test("a rise without lines is degradation_general, with its ratio in words in both languages", () => {
    const [finding, ...rest] = assessFindings(RISEN, [], []);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ failureMode: "degradation_general", rank: 1, evidence: [{ kind: "level_rise", value: 3, limit: 2 }] });
    expect(finding?.reasonEn).toContain("3 times");
    expect(finding?.reasonZh).toContain("3 倍");
  });

  test("a named fault explains the rise and takes its evidence over", () => {
    const findings = assessFindings(RISEN, [hypothesis(2.5)], []);
    expect(findings.map((f) => f.failureMode)).toEqual(["bearing_outer_race"]);
    expect(findings[0]?.evidence.map((e) => e.kind)).toEqual(["envelope_line", "level_rise"]);
  });

  test("a weak suspect does not explain the rise", () => {
    expect(assessFindings(RISEN, [hypothesis(1.1)], []).map((f) => f.failureMode)).toEqual(["degradation_general", "bearing_outer_race"]);
  });

  test("a quiet machine without lines has no findings", () => {
    expect(assessFindings(QUIET, [hypothesis(0.3)], [])).toEqual([]);
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
