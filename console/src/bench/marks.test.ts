import { expect, test } from "@jest/globals";
import type { PartFrequency } from "./bench-api.js";
import { cursorMarks, nearestPeak, partAt, partsOf } from "./marks.js";

const part = (kind: PartFrequency["kind"], element: string): PartFrequency => ({
  ...{ name: `${kind} ${element}`, kind, element },
  ...{ frequencyHz: 80, orderRatio: 3.2 },
});

test("each harmonic has its sidebands on both sides, but none below zero", () => {
  const marks = cursorMarks({ at: 10, harmonics: 2, spacing: 6, sidebands: 2 });
  expect(marks.map(({ at }) => at).sort((a, b) => a - b)).toEqual([4, 8, 10, 14, 16, 20, 22, 26, 32]);
  expect(marks.find(({ at }) => at === 26)).toMatchObject({ name: "2× +1", look: "sideband" });
});

test("without a spacing there are harmonics alone", () => {
  expect(cursorMarks({ at: 10, harmonics: 3, sidebands: 4 }).map(({ at }) => at)).toEqual([10, 20, 30]);
});

test("a part lies at its frequency, its order, or the time between two strokes", () => {
  expect(["Hz", "1", "s"].map((unit) => partAt(part("shaft", "a"), unit))).toEqual([80, 3.2, 1 / 80]);
});

test("of bearings only the point's own are drawn, where it has one", () => {
  const parts = [part("shaft", "motor"), part("bearing_bpfo", "de"), part("bearing_bpfo", "nde")];
  expect(partsOf(parts, "de").map(({ element }) => element)).toEqual(["motor", "de"]);
  expect(partsOf(parts, "current")).toHaveLength(3);
});

test("a click beside a line means the line, and a click beside nothing means itself", () => {
  const [x, y] = [
    [0, 1, 2, 3, 4, 5],
    [9, 0, 1, 7, null, 2],
  ];
  expect(nearestPeak(x as number[], y as (number | null)[], 2, 1)).toBe(3);
  expect(nearestPeak(x as number[], y as (number | null)[], 9, 1)).toBe(9);
});
