import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine, waveforms } from "../../test/signals.js";
import { timeStatistics } from "./time-statistics.js";

describe("time statistics", () => {
  test("a sine has its textbook values", () => {
    const statistics = timeStatistics(sine(40_000, 40_000, 100, 2, 5));
    const expected = { mean: 5, rms: Math.SQRT2, peak: 2, peakToPeak: 4, crest: Math.SQRT2, kurtosis: 1.5, impulse: Math.PI / 2 };
    expect(Object.keys(statistics)).toHaveLength(9);
    for (const [name, value] of Object.entries(expected)) expectClose(statistics[name as keyof typeof expected] as number, value, 1e-4);
    expectClose(statistics.skewness as number, 0, 1e-6, 1);
  });

  test("one impulse in n samples has kurtosis and crest of a Bernoulli variable", () => {
    const samples = new Float32Array(100);
    samples[40] = 1;
    const p = 0.01;
    const { kurtosis, crest, skewness } = timeStatistics(samples);
    expectClose(kurtosis as number, (1 - 3 * p * (1 - p)) / (p * (1 - p)), 1e-6);
    expectClose(crest as number, (1 - p) / Math.sqrt(p * (1 - p)), 1e-6);
    expectClose(skewness as number, (1 - 2 * p) / Math.sqrt(p * (1 - p)), 1e-6);
  });

  test("uniform noise has kurtosis 1.8", () => {
    expectClose(timeStatistics(noise(200_000, 1)).kurtosis as number, 1.8, 0.01);
  });

  test("ratios do not depend on the scale, and the offset moves the mean alone", () => {
    fc.assert(
      fc.property(waveforms(10, 500), fc.constantFrom(0.25, 2, 64), (samples, factor) => {
        const [base, scaled] = [timeStatistics(samples), timeStatistics(samples.map((value) => factor * value))];
        for (const name of ["crest", "kurtosis", "skewness", "clearance", "impulse"] as const) {
          expectClose(scaled[name] as number, base[name] as number, 1e-9, 1);
        }
        expectClose(scaled.rms, factor * base.rms, 1e-9);
        const shifted = timeStatistics(samples.map((value) => value + 8 * base.peakToPeak));
        expectClose(shifted.rms, base.rms, 1e-4);
        expectClose(shifted.kurtosis as number, base.kurtosis as number, 1e-3);
      }),
    );
  });

  test("crest, kurtosis, impulse and clearance keep their order and lower bounds", () => {
    fc.assert(
      fc.property(waveforms(3, 300), (samples) => {
        const { crest = 0, kurtosis = 0, impulse = 0, clearance = 0 } = timeStatistics(samples);
        expect(crest).toBeGreaterThanOrEqual(1);
        expect(kurtosis).toBeGreaterThanOrEqual(1 - 1e-12);
        expect(impulse).toBeGreaterThanOrEqual(crest);
        expect(clearance).toBeGreaterThanOrEqual(impulse);
      }),
    );
  });

  test.each([0, 0.1, -3e7])("a constant of %p has no ratios, and no residue of rounding", (value) => {
    const samples = new Float32Array(999).fill(value);
    expect(timeStatistics(samples)).toEqual({ mean: samples[0], rms: 0, peak: 0, peakToPeak: 0 });
  });

  test("values too small for a fourth power have no ratios rather than NaN", () => {
    const statistics = timeStatistics(Float32Array.of(1e-45, 0, 1e-45, 0));
    expect(Object.values(statistics).every(Number.isFinite)).toBe(true);
  });

  test("an empty waveform and samples that are not finite are refused by name", () => {
    expect(() => timeStatistics(new Float32Array(0))).toThrow(InvalidValue);
    expect(() => timeStatistics(Float32Array.of(1, Number.POSITIVE_INFINITY))).toThrow("samples[1] is Infinity");
    // Opposite infinities must not cancel.
    expect(() => timeStatistics(Float32Array.of(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY))).toThrow("samples[0] is -Infinity");
  });
});
