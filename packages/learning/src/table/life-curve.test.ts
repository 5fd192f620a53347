import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { probabilityAt, quantileTime, restrictedMean } from "./life-curve.js";

const HORIZONS = [10, 20, 40, 100];
const curve = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((values) => values.sort((a, b) => a - b));

describe("a curve of the remaining life", () => {
  test("is linear between its horizons", () => {
    const cdf = [0.2, 0.4, 0.8, 1];
    expect(quantileTime(HORIZONS, cdf, 0.1)).toBeCloseTo(5, 12);
    expect(quantileTime(HORIZONS, cdf, 0.6)).toBeCloseTo(30, 12);
    expect(probabilityAt(HORIZONS, cdf, 30)).toBeCloseTo(0.6, 12);
  });

  test("ends a quarter after its last horizon", () => {
    expect(quantileTime(HORIZONS, [0, 0, 0, 0.5], 1)).toBe(125);
    expect(probabilityAt(HORIZONS, [0, 0, 0, 0.5], 125)).toBe(1);
    expect(probabilityAt(HORIZONS, [0, 0, 0, 0.5], 1e6)).toBe(1);
  });

  test("no less than the asked probability lies within its quantile", () => {
    fc.assert(
      fc.property(curve, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (cdf, p) => {
        expect(probabilityAt(HORIZONS, cdf, quantileTime(HORIZONS, cdf, p))).toBeGreaterThan(p - 1e-9);
      }),
    );
  });

  test("its restricted mean is the area under the survival curve: that of a uniform life of 100 limited to 50 is 37.5", () => {
    expect(restrictedMean(HORIZONS, [0.1, 0.2, 0.4, 1], 50)).toBeCloseTo(37.5, 12);
    expect(restrictedMean(HORIZONS, [0.1, 0.2, 0.4, 1], 100)).toBeCloseTo(50, 12);
  });

  test("its restricted mean is between 0 and the limit", () => {
    fc.assert(
      fc.property(curve, (cdf) => {
        const mean = restrictedMean(HORIZONS, cdf, 40);
        expect(mean).toBeGreaterThanOrEqual(0);
        expect(mean).toBeLessThanOrEqual(40);
      }),
    );
  });
});
