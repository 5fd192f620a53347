import { describe, expect, test } from "@jest/globals";
import { assetRef } from "@phm/domain";
import { bearingLineRows, countShorts, gradeRows, type ShortRecord, shortRecord } from "./signal-evidence.js";

const REF = assetRef("acme", "plant-1", "motor-1");

describe("evidence of recorded faults", () => {
  test("lines are counted by data set and part; a record without a line counts as not found", () => {
    const record = (heightDb: number, aboveDecoysShare: number) => ({ order: 3.58, heightDb, aboveDecoysShare });
    const rows = bearingLineRows([
      { dataset: "one", part: "ball", record: record(9, 0.94) },
      { dataset: "one", part: "ball", record: record(20, 0.95) },
      { dataset: "one", part: "ball", record: undefined },
      { dataset: "two", part: "ball", record: undefined },
    ]);
    expect(rows).toEqual([
      { dataset: "one", part: "ball", records: 3, found: 1, medianHeightDb: 14.5 },
      { dataset: "two", part: "ball", records: 1, found: 0, medianHeightDb: undefined },
    ]);
  });

  test("grades are compared within one condition, by rising grade", () => {
    const rows = gradeRows([
      { condition: "slow", grade: 10, value: 3 },
      { condition: "fast", grade: 0, value: 9 },
      { condition: "slow", grade: 2, value: 1 },
      { condition: "slow", grade: 2, value: 2 },
    ]);
    expect(rows[0]).toEqual({
      condition: "slow",
      medians: [
        { grade: 2, records: 2, median: 1.5 },
        { grade: 10, records: 1, median: 3 },
      ],
      rankCorrelation: expect.closeTo(0.8660254, 6),
    });
    expect(rows[1]).toEqual({ condition: "fast", medians: [{ grade: 0, records: 1, median: 9 }], rankCorrelation: undefined });
  });

  test("a short is named in the rotation of its currents", () => {
    const across = { currentNegativeSequenceRatio: 0.1, currentNegativeSequenceAngleDeg: 170, currentPhaseRotation: 1 };
    expect(shortRecord({ ref: REF, acrossChannels: across }, 10, "b")).toEqual({
      asset: "motor-1",
      grade: 10,
      labelledPhase: "b",
      negativeSequenceRatio: 0.1,
      angleDeg: 170,
      namedPhase: "b",
    });
    expect(shortRecord({ ref: REF, acrossChannels: { ...across, currentPhaseRotation: -1 } }, 10, "b")?.namedPhase).toBe("c");
    expect(shortRecord({ ref: REF, acrossChannels: {} }, 10, "b")).toBeUndefined();
  });

  test("shorts at the limit stand out, a wrong phase is not right, and what is missed is told", () => {
    const record = (negativeSequenceRatio: number, labelledPhase: ShortRecord["labelledPhase"], namedPhase: "a" | "b"): ShortRecord => {
      return { asset: "m", grade: 10, angleDeg: 0, labelledPhase, negativeSequenceRatio, namedPhase };
    };
    const missed = record(0.0549, "a", "a");
    expect(
      countShorts([record(0.055, "a", "a"), record(0.2, "a", "b"), missed, record(0.06, undefined, "a"), record(0.01, undefined, "a")]),
    ).toEqual({
      shorted: 3,
      aboveLimit: 2,
      phaseRight: 1,
      sound: 2,
      soundAboveLimit: 1,
      missed: [missed],
      largestSoundRatio: 0.06,
    });
  });
});
