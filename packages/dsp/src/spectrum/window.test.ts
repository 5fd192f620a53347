import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { WINDOW_NAMES, windowCorrection, windowOf } from "./window.js";

describe("windows", () => {
  test("Hann is the periodic one: zero at the start, one in the middle", () => {
    expect([...windowOf("hann", 4)]).toEqual([0, 0.5, 1, 0.5]);
  });

  test("the named corrections are 1/mean and 1/rms of the window itself at any length", () => {
    fc.assert(
      fc.property(fc.constantFrom(...WINDOW_NAMES), fc.integer({ min: 3, max: 5000 }), (name, length) => {
        const weights = [...windowOf(name, length)];
        const mean = weights.reduce((total, weight) => total + weight, 0) / length;
        const meanSquare = weights.reduce((total, weight) => total + weight * weight, 0) / length;
        expect(windowCorrection(name, "amplitude")).toBeCloseTo(1 / mean, 6);
        expect(windowCorrection(name, "energy")).toBeCloseTo(1 / Math.sqrt(meanSquare), 6);
      }),
    );
  });

  test("a length below 2 is refused by name", () => {
    expect(() => windowOf("hann", 1)).toThrow("window length is 1");
  });
});
