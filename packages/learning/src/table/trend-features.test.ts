import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { trendFeatureNames, trendFeatures } from "./trend-features.js";
import { startedLater, type TrendUnit } from "./trend-table.js";

const WINDOWS = { means: [2, 4], slopes: [4] };
const SCALE = { inputs: ["t"], mean: [10], scale: [2] };
const unit = (readings: readonly number[]): TrendUnit => ({
  id: 1,
  cycles: Float64Array.from(readings, (_, i) => i + 1),
  readings: Float64Array.from(readings),
});

describe("trend features", () => {
  test("are means and least-squares rises over trailing windows, in deviations of the training units", () => {
    expect(trendFeatureNames(SCALE.inputs, WINDOWS)).toEqual(["t mean 2", "t mean 4", "t slope 4"]);
    const features = trendFeatures(unit([10, 12, 14, 16, 18]), [0], SCALE, WINDOWS, 4);
    expect(features[0]).toBeCloseTo(3.5, 12);
    expect(features[1]).toBeCloseTo(2.5, 12);
    // One deviation a reading, over a window of four.
    expect(features[2]).toBeCloseTo(4, 12);
  });

  test("of a single reading are that reading and no slope", () => {
    expect([...trendFeatures(unit([14]), [0], SCALE, WINDOWS)]).toEqual([2, 2, 0]);
  });

  test("at a row do not depend on what was before the longest window, nor on what comes after", () => {
    const readings = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 6, maxLength: 30 });
    fc.assert(
      fc.property(readings, fc.nat(100), (values, cut) => {
        const whole = unit(values);
        const all = trendFeatures(whole, [0], SCALE, WINDOWS);
        const skipped = cut % (values.length - 4);
        const later = trendFeatures(startedLater(whole, skipped), [0], SCALE, WINDOWS, 3);
        expect([...later]).toEqual([...all.subarray((skipped + 3) * 3)]);
        const cutOff = unit(values.slice(0, 5));
        expect([...trendFeatures(cutOff, [0], SCALE, WINDOWS)]).toEqual([...all.subarray(0, 15)]);
      }),
    );
  });

  test("take a wild reading as five deviations", () => {
    expect(trendFeatures(unit([1e9]), [0], SCALE, WINDOWS)[0]).toBe(5);
  });
});
