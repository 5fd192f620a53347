import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine, sum } from "../../test/signals.js";
import { isInsufficient } from "../signal/insufficient-data.js";
import { amplitudeSpectrum } from "./amplitude-spectrum.js";
import { type ZoomOptions, type ZoomSpectrum, zoomSpectrum } from "./zoom-spectrum.js";

const RATE_HZ = 10_000;

function zoom(samples: Float32Array, lowHz: number, highHz: number, options: Partial<ZoomOptions> = {}): ZoomSpectrum {
  const result = zoomSpectrum(samples, RATE_HZ, { lowHz, highHz }, options);
  if (isInsufficient(result)) throw new Error(result.insufficientData);
  return result;
}

describe("zoom spectrum", () => {
  test("a sine between two lines of the record has its amplitude at its own frequency", () => {
    const { amplitude, resolutionHz } = zoom(sine(4096, RATE_HZ, 1234.5, 3), 1230, 1240, { lines: 101 });
    expectClose(resolutionHz, 0.1, 1e-12);
    expectClose(amplitude[45] as number, 3, 1e-5);
    expect(amplitude.indexOf(Math.max(...amplitude))).toBe(45);
  });

  test("two tones two lines of the record apart are two peaks", () => {
    const samples = sum(sine(5000, RATE_HZ, 100, 1), sine(5000, RATE_HZ, 108, 1));
    const { amplitude } = zoom(samples, 96, 112, { lines: 161 });
    expect(amplitude[80] as number).toBeLessThan(0.2 * (amplitude[40] as number));
  });

  test("on the lines of the record it is the amplitude spectrum, from 0 Hz to Nyquist, at any length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 400 }), fc.constantFrom("hann", "rectangular", "flat_top"), (half, window) => {
        const samples = noise(2 * half, half);
        const plain = amplitudeSpectrum(samples, RATE_HZ, { window });
        const { amplitude } = zoom(samples, 0, RATE_HZ / 2, { lines: half + 1, window });
        for (const [k, value] of amplitude.entries()) expectClose(value, plain.amplitude[k] as number, 1e-5, 1);
      }),
      { numRuns: 40 },
    );
  });

  test("the offset goes away with the mean", () => {
    const { amplitude } = zoom(sine(1000, RATE_HZ, 500, 1, 7), 0, 5, { lines: 6, detrend: "mean" });
    for (const value of amplitude) expectClose(value, 0, 1e-5, 1);
  });

  test("another band or length in between does not change the result", () => {
    const samples = noise(1000, 3);
    const before = zoom(samples, 100, 200).amplitude;
    zoom(noise(3000, 4), 50, 60, { lines: 2000 });
    expect(zoom(samples, 100, 200).amplitude).toEqual(before);
  });
});
