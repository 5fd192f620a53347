import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine, sum } from "../../test/signals.js";
import { meanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { velocityRmsMmPerS } from "./velocity-rms.js";

const RATE_HZ = 25_600;

function velocityOf(samples: Float32Array, unit: "g" | "m/s2" = "m/s2"): number {
  return velocityRmsMmPerS(meanSquareSpectrum(samples, RATE_HZ), unit) as number;
}

describe("velocity r.m.s.", () => {
  test("a sine of acceleration a at f gives a / (2πf·√2)", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 990 }), fc.integer({ min: 1, max: 100 }), (frequencyHz, acceleration) => {
        const expected = (1000 * acceleration) / (2 * Math.PI * frequencyHz * Math.SQRT2);
        expectClose(velocityOf(sine(RATE_HZ, RATE_HZ, frequencyHz, acceleration)), expected, 3e-3);
      }),
      { numRuns: 30 },
    );
  });

  test("1 g peak at 159 Hz is 6.94 mm/s, and g and m/s2 differ by 9.80665", () => {
    const samples = sine(RATE_HZ, RATE_HZ, 159);
    expectClose(velocityOf(samples, "g"), 9806.65 / (2 * Math.PI * 159 * Math.SQRT2), 1e-4);
    expectClose(velocityOf(samples, "g") / velocityOf(samples), 9.80665, 1e-12);
  });

  test("what lies outside 10 to 1000 Hz adds nothing, an offset least of all", () => {
    const inside = sine(RATE_HZ, RATE_HZ, 100);
    const outside = sum(sine(RATE_HZ, RATE_HZ, 3, 0.1), sine(RATE_HZ, RATE_HZ, 5000, 10, 50));
    expectClose(velocityOf(sum(inside, outside)), velocityOf(inside), 1e-4);
  });

  test("it is proportional to the acceleration", () => {
    const samples = noise(2560, 4);
    expectClose(velocityOf(samples.map((value) => 4 * value)), 4 * velocityOf(samples), 1e-12);
  });

  test("a record shorter than one period of 10 Hz, or sampled below 2 kHz, is insufficient data", () => {
    expect(velocityRmsMmPerS(meanSquareSpectrum(noise(2560, 1), RATE_HZ), "g")).toEqual(expect.any(Number));
    expect(velocityRmsMmPerS(meanSquareSpectrum(noise(2400, 1), RATE_HZ), "g")).toHaveProperty("insufficientData");
    expect(velocityRmsMmPerS(meanSquareSpectrum(noise(2560, 1), 1999), "g")).toHaveProperty("insufficientData");
  });

  test("a band from 0 Hz has no velocity", () => {
    const spectrum = meanSquareSpectrum(noise(2560, 1), RATE_HZ);
    expect(velocityRmsMmPerS(spectrum, "g", { lowHz: 0, highHz: 100 })).toHaveProperty("insufficientData");
  });
});
