import { describe, expect, test } from "@jest/globals";
import { type FailureMode, type Finding, InvalidValue, pointId } from "@phm/domain";
import { evaluateDiagnosis } from "./evaluate-diagnosis.js";
import { labelledRecords } from "./labelled-record.js";

function finding(failureMode: FailureMode, confidence: number, rank: number, point = "de"): Finding {
  return { failureMode, confidence, rank, point: pointId(point), evidence: [], counterEvidence: [], reasonEn: "", reasonZh: "" };
}

const RECORDS = labelledRecords({
  a: { label: "outer_race", source: "first", fault: { bearing: "DE" } },
  b: { label: "bearing_ball", fault: { bearing: "FE" } },
  c: { label: "normal" },
  d: { label: "imbalance", severity: "heavy" },
});

describe("the evaluation of diagnoses", () => {
  test("reads labels, bearings and severities of truth files", () => {
    expect(RECORDS.map(({ failureMode, faultPoint, severity }) => [failureMode, faultPoint, severity])).toEqual([
      ["bearing_outer_race", "de", null],
      ["bearing_rolling_element", "fe", null],
      [null, null, null],
      ["imbalance", null, "heavy"],
    ]);
  });

  test("a label that nobody knows is refused by name", () => {
    const act = () => labelledRecords({ x: { label: "gremlins" } });
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow("truth.x.label");
  });

  test("counts first, right, wrong, silent, the named bearing, and who is accused without reason", () => {
    const score = evaluateDiagnosis(
      RECORDS,
      new Map([
        ["a", [finding("bearing_inner_race", 0.3, 2), finding("bearing_outer_race", 0.97, 1)]],
        ["b", [finding("bearing_rolling_element", 0.4, 1, "de")]],
        ["c", [finding("bearing_cage", 0.6, 1)]],
        ["d", [finding("sensor_fault", 0.9, 1)]],
      ]),
    );
    const of = (mode: string) => score.classes.find(({ failureMode }) => failureMode === mode);
    expect(of("bearing_outer_race")).toMatchObject({ first: 1, right: 1, wrong: 0, silent: 0, pointRight: 1, pointKnown: 1 });
    expect(of("bearing_rolling_element")).toMatchObject({ first: 1, right: 0, silent: 1, pointRight: 0, pointKnown: 1 });
    expect(of("sound")).toMatchObject({ wrong: 1, confusedWith: { bearing_cage: 1 } });
    expect(of("imbalance")).toMatchObject({ silent: 1, confusedWith: {} });
    expect(score.soundBearings).toEqual({ records: 2, accused: 1 });
    expect(score.reliability).toEqual([
      { from: 0.2, to: 0.5, hypotheses: 1, right: 1, meanConfidence: 0.4 },
      { from: 0.5, to: 0.8, hypotheses: 1, right: 0, meanConfidence: 0.6 },
      { from: 0.95, to: 1, hypotheses: 1, right: 1, meanConfidence: 0.97 },
    ]);
    expect(score.baselines).toEqual({ bearingFaults: 2, alwaysOuterRace: 1, randomPart: 2 / 3 });
  });
});
