import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine, sum } from "../../test/signals.js";
import { meanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { displacementRmsUm } from "./displacement-rms.js";
import type { MotionUnit } from "./motion-unit.js";
import { velocityRmsMmPerS } from "./velocity-rms.js";

const RATE_HZ = 25_600;

function displacementOf(samples: Float32Array, unit: MotionUnit): number {
  return displacementRmsUm(meanSquareSpectrum(samples, RATE_HZ), unit) as number;
}

describe("displacement r.m.s.", () => {
  test("a sine of acceleration a at f gives 1e6·a / ((2πf)²·√2), one of velocity v 1000·v / (2πf·√2)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 990 }), fc.integer({ min: 1, max: 100 }), (frequencyHz, peak) => {
        const samples = sine(RATE_HZ, RATE_HZ, frequencyHz, peak);
        const angular = 2 * Math.PI * frequencyHz;
        // The Hann lobe's lower line weighs more than its upper one, most of all at 20 Hz.
        const tolerance = Math.max(1e-4, 8 / frequencyHz ** 2);
        expectClose(displacementOf(samples, "m/s2"), (1e6 * peak) / (angular ** 2 * Math.SQRT2), tolerance);
        expectClose(displacementOf(samples, "mm/s"), (1e3 * peak) / (angular * Math.SQRT2), tolerance);
        expectClose(displacementOf(samples, "um"), peak / Math.SQRT2, 1e-4);
      }),
      { numRuns: 30 },
    );
  });

  test("1 g peak at 50 Hz is 70.26 µm", () => {
    expectClose(displacementOf(sine(RATE_HZ, RATE_HZ, 50), "g"), 70.26, 2e-3);
  });

  test("of a single frequency it is the velocity over 2πf, and a velocity's own r.m.s. needs no integration", () => {
    const spectrum = meanSquareSpectrum(sine(RATE_HZ, RATE_HZ, 200, 3), RATE_HZ);
    expectClose(displacementRmsUm(spectrum, "g") as number, (1e3 * (velocityRmsMmPerS(spectrum, "g") as number)) / (400 * Math.PI), 1e-4);
    expectClose(velocityRmsMmPerS(spectrum, "mm/s") as number, 3 / Math.SQRT2, 1e-6);
  });

  test("what lies outside 10 to 1000 Hz adds nothing", () => {
    const inside = sine(RATE_HZ, RATE_HZ, 50);
    const outside = sum(sine(RATE_HZ, RATE_HZ, 3, 0.1), sine(RATE_HZ, RATE_HZ, 5000, 10, 50));
    expectClose(displacementOf(sum(inside, outside), "g"), displacementOf(inside, "g"), 1e-4);
  });

  test("silence has none; a record too short or sampled too slowly is insufficient data", () => {
    expect(displacementOf(new Float32Array(2560), "g")).toBe(0);
    expect(displacementRmsUm(meanSquareSpectrum(noise(2400, 1), RATE_HZ), "g")).toHaveProperty("insufficientData");
    expect(displacementRmsUm(meanSquareSpectrum(noise(2560, 1), 1999), "g")).toHaveProperty("insufficientData");
  });

  test("an uncalibrated reading, and a displacement as a velocity, are refused by name", () => {
    const spectrum = meanSquareSpectrum(noise(2560, 1), RATE_HZ);
    expect(() => displacementRmsUm(spectrum, "raw" as MotionUnit)).toThrow(InvalidValue);
    expect(() => displacementRmsUm(spectrum, "raw" as MotionUnit)).toThrow("one of g, m/s2, mm/s, um");
    expect(() => velocityRmsMmPerS(spectrum, "um" as "g")).toThrow("one of g, m/s2, mm/s");
  });
});
