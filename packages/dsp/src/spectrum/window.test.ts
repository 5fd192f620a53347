import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, sine } from "../../test/signals.js";
import { amplitudeSpectrum } from "./amplitude-spectrum.js";
import { type SpectralWindow, windowCorrection, windowOf } from "./window.js";
import { WINDOW_NAMES, type WindowName } from "./window-weights.js";

const anyWindow: fc.Arbitrary<SpectralWindow> = fc.oneof(
  fc.constantFrom(...WINDOW_NAMES),
  fc.double({ min: 0, max: 40, noNaN: true }).map((kaiserBeta) => ({ kaiserBeta })),
);

describe("windows", () => {
  test("Hann is the periodic one: zero at the start, one in the middle", () => {
    expect([...windowOf("hann", 4)]).toEqual([0, 0.5, 1, 0.5]);
  });

  test("Kaiser with beta 0 is rectangular", () => {
    expect([...windowOf({ kaiserBeta: 0 }, 5)]).toEqual([1, 1, 1, 1, 1]);
  });

  test("the named corrections are 1/mean and 1/rms of the window itself at any length", () => {
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: 3, max: 5000 }), (window, length) => {
        const weights = [...windowOf(window, length)];
        const mean = weights.reduce((total, weight) => total + weight, 0) / length;
        const meanSquare = weights.reduce((total, weight) => total + weight * weight, 0) / length;
        expectClose(windowCorrection(window, "amplitude", length), 1 / mean, 1e-6);
        expectClose(windowCorrection(window, "energy", length), 1 / Math.sqrt(meanSquare), 1e-6);
      }),
    );
  });

  test("without a length they are those of every long window", () => {
    for (const name of WINDOW_NAMES) {
      for (const correction of ["amplitude", "energy"] as const) {
        expectClose(windowCorrection(name, correction), windowCorrection(name, correction, 1000), 1e-12);
      }
    }
  });

  test("every window is even about its middle and largest there", () => {
    fc.assert(
      fc.property(anyWindow, fc.integer({ min: 1, max: 500 }), (window, half) => {
        const weights = windowOf(window, 2 * half);
        for (let i = 1; i < half; i++) expectClose(weights[i] as number, weights[2 * half - i] as number, 1e-6, 1);
        expectClose(weights[half] as number, 1, 1e-6);
      }),
    );
  });

  // Largest loss on a tone halfway between two lines: 3.92, 1.42, 0.01 and 0.83 dB (Harris 1978; Heinzel 2002).
  test.each([
    ["rectangular", 3.92, 0.02],
    ["hann", 1.42, 0.01],
    ["flat_top", 0.01, 0.01],
    ["blackman_harris", 0.83, 0.01],
  ] as const)("the scalloping loss of %s is %p dB", (window, lossDb, toleranceDb) => {
    const { amplitude } = amplitudeSpectrum(sine(8192, 8192, 1000.5), 8192, { window });
    expect(Math.abs(-20 * Math.log10(Math.max(...amplitude)) - lossDb)).toBeLessThan(toleranceDb);
  });

  // Equivalent noise bandwidth in lines (Harris 1978; Heinzel 2002).
  test.each([
    ["rectangular", 1],
    ["hann", 1.5],
    ["flat_top", 3.7702],
    ["blackman_harris", 2.0044],
  ] as const)("the noise bandwidth of %s is %p lines", (window, lines) => {
    expect((windowCorrection(window, "amplitude") / windowCorrection(window, "energy")) ** 2).toBeCloseTo(lines, 3);
  });

  test.each([
    [() => windowOf("hann", 1), "window length is 1"],
    [() => windowOf("hann", 2.5), "window length is 2.5"],
    [() => windowOf({ kaiserBeta: -1 }, 8), "window.kaiserBeta is -1"],
    [() => windowOf({ kaiserBeta: Number.NaN }, 8), "window.kaiserBeta is NaN"],
    [() => windowOf("kaiser" as WindowName, 8), 'window is "kaiser"'],
  ])("%p is refused by name", (act, message) => {
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});
