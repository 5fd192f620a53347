import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine, waveforms } from "../../test/signals.js";
import { isInsufficient } from "../signal/insufficient-data.js";
import { meanSquareSpectrum } from "./mean-square-spectrum.js";
import { type SpectralShape, type SpectralShapeOptions, spectralShape } from "./spectral-shape.js";

function shape(meanSquare: Float64Array, options: Partial<SpectralShapeOptions> = {}): SpectralShape {
  const result = spectralShape({ sampleRateHz: 2 * (meanSquare.length - 1), resolutionHz: 1, meanSquare }, options);
  if (isInsufficient(result)) throw new Error(result.insufficientData);
  return result;
}

describe("spectral shape", () => {
  test("an even spectrum has its textbook values", () => {
    const { centroidHz, spreadHz, kurtosis, entropyRatio, rollOffHz, flatnessRatio } = shape(new Float64Array(1001).fill(3));
    expectClose(centroidHz, 500, 1e-12);
    // A discrete uniform distribution on n values: variance (n² - 1)/12, kurtosis (3/5)·(3n² - 7)/(n² - 1).
    const n = 1001;
    expectClose(spreadHz, Math.sqrt((n * n - 1) / 12), 1e-12);
    expectClose(kurtosis as number, (0.6 * (3 * n * n - 7)) / (n * n - 1), 1e-12);
    expectClose(entropyRatio as number, 1, 1e-12);
    expect(rollOffHz).toBe(850);
    expectClose(flatnessRatio, 1, 1e-12);
  });

  test("one line has no spread, no kurtosis, no entropy and no flatness", () => {
    const meanSquare = new Float64Array(101);
    meanSquare[30] = 5;
    expect(shape(meanSquare)).toEqual({ centroidHz: 30, spreadHz: 0, entropyRatio: 0, rollOffHz: 30, flatnessRatio: 0 });
  });

  test("two lines alike have kurtosis 1 and half their distance as spread", () => {
    const meanSquare = new Float64Array(101);
    meanSquare[20] = meanSquare[60] = 2;
    const { centroidHz, spreadHz, kurtosis, entropyRatio } = shape(meanSquare);
    expect([centroidHz, spreadHz, kurtosis]).toEqual([40, 20, 1]);
    expectClose(entropyRatio as number, Math.LN2 / Math.log(101), 1e-12);
  });

  test("white noise is flat to exp(-γ) on average of its logarithms", () => {
    const result = spectralShape(meanSquareSpectrum(noise(65_536, 2), 1000, { window: "rectangular" }), {
      band: { lowHz: 10, highHz: 490 },
    });
    expectClose((result as SpectralShape).flatnessRatio, Math.exp(-0.5772156649), 0.03);
  });

  test("the size of the signal changes nothing, and every ratio keeps its range", () => {
    fc.assert(
      fc.property(waveforms(8, 400), fc.double({ min: 0.01, max: 1, noNaN: true }), (samples, rollOffRatio) => {
        const spectrum = meanSquareSpectrum(samples, 1000);
        const once = spectralShape(spectrum, { rollOffRatio }) as SpectralShape;
        const meanSquare = spectrum.meanSquare.map((value) => 4 * value);
        const fourfold = spectralShape({ ...spectrum, meanSquare }, { rollOffRatio }) as SpectralShape;
        for (const [name, value] of Object.entries(once)) expectClose(fourfold[name as keyof SpectralShape] as number, value, 1e-9);
        expect(once.centroidHz).toBeLessThanOrEqual(500 * (1 + 1e-12));
        expect(once.rollOffHz).toBeLessThanOrEqual(500 * (1 + 1e-12));
        expect(once.entropyRatio as number).toBeLessThanOrEqual(1 + 1e-12);
        expect(once.flatnessRatio).toBeLessThanOrEqual(1 + 1e-12);
        expect((once.kurtosis as number) >= 1 - 1e-9).toBe(true);
      }),
    );
  });

  test("a band sees its own lines alone", () => {
    const spectrum = meanSquareSpectrum(sine(1000, 1000, 100), 1000);
    const result = spectralShape(spectrum, { band: { lowHz: 80, highHz: 120 } }) as SpectralShape;
    expectClose(result.centroidHz, 100, 1e-6);
    expect(result.rollOffHz).toBe(101);
  });
});
