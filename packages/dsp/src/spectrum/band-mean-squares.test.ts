import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine, sum } from "../../test/signals.js";
import { bandMeanSquares } from "./band-mean-squares.js";
import { bandMeanSquare } from "./band-rms.js";
import { meanSquareSpectrum } from "./mean-square-spectrum.js";

const RATE_HZ = 25_600;

describe("band energies", () => {
  test("each tone's energy is in its own band", () => {
    const spectrum = meanSquareSpectrum(sum(sine(2560, RATE_HZ, 500, 2), sine(2560, RATE_HZ, 3000, 1)), RATE_HZ);
    const [low, middle, high] = bandMeanSquares(spectrum, [0, 1000, 2000, 12_800]) as Float64Array;
    expectClose(low as number, 2, 1e-5);
    expectClose(middle as number, 0, 1e-5, 1);
    expectClose(high as number, 0.5, 1e-5);
  });

  test("over 0 Hz to Nyquist they add up to the whole, and each is that of its band alone", () => {
    const spectrum = meanSquareSpectrum(noise(2560, 9), RATE_HZ);
    const whole = spectrum.meanSquare.reduce((a, b) => a + b, 0);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1279 }), { minLength: 1, maxLength: 8 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b).map((cut) => 10 * cut), RATE_HZ / 2];
        const energies = bandMeanSquares(spectrum, edges) as Float64Array;
        expectClose(
          energies.reduce((a, b) => a + b, 0),
          whole,
          1e-12,
        );
        expect(energies[1]).toBe(bandMeanSquare(spectrum, { lowHz: edges[1] as number, highHz: edges[2] as number }));
      }),
    );
  });

  test.each([
    [[100], "edgesHz.length is 1"],
    [[-1, 100], "edgesHz[0] is -1"],
    [[0, 100, 100], "edgesHz[2] is 100"],
    [[0, Number.NaN], "edgesHz[1] is NaN"],
    [[0, Number.POSITIVE_INFINITY], "edgesHz[1] is Infinity"],
  ])("edges %p are refused by name", (edges, message) => {
    expect(() => bandMeanSquares(meanSquareSpectrum(noise(64, 1), RATE_HZ), edges)).toThrow(message);
  });

  test("a band above Nyquist or narrower than a line is insufficient data", () => {
    const spectrum = meanSquareSpectrum(noise(2560, 9), RATE_HZ);
    expect(bandMeanSquares(spectrum, [0, 13_000])).toHaveProperty("insufficientData");
    expect(bandMeanSquares(spectrum, [0, 100, 105])).toHaveProperty("insufficientData");
  });
});
