import { expect, test } from "@jest/globals";
import type { AssetDetail } from "./asset-api.js";
import { usualLevel, zoneLevels } from "./levels.js";

const asset = {
  zoneLimits: { velocityRmsMmPerS: [1.4, 2.8, 4.5], displacementRmsUm: [22, 45, 71] },
  points: [
    { id: "a", unit: "g", quantity: "acceleration" },
    { id: "d", unit: "um", quantity: "displacement" },
  ],
} as unknown as AssetDetail;

test("zones end only where the standard evaluates the feature", () => {
  expect(zoneLevels(asset, "a", "velocityRmsMmPerS").map(({ at }) => at)).toEqual([1.4, 2.8, 4.5]);
  expect(zoneLevels(asset, "d", "rms").map(({ kind }) => kind)).toEqual(["A/B", "B/C", "C/D"]);
  expect(zoneLevels(asset, "a", "rms")).toEqual([]);
  expect(zoneLevels({ ...asset, zoneLimits: null }, "a", "velocityRmsMmPerS")).toEqual([]);
});

test("usual is the median of what was before the onset, and nothing where that is too little", () => {
  const times = [1, 2, 3, 4, 5, 6, 7].map((day) => `2026-01-0${day}T00:00:00Z`);
  const values = [3, 1, null, 2, 5, 4, 900];
  expect(usualLevel(times, values, "2026-01-07T00:00:00Z")).toEqual([{ at: 3, kind: "usual" }]);
  expect(usualLevel(times, values, "2026-01-05T00:00:00Z")).toEqual([]);
});
