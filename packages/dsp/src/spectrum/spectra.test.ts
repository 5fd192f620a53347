import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine, waveforms } from "../../test/signals.js";
import { timeStatistics } from "../statistics/time-statistics.js";
import { amplitudeSpectrum } from "./amplitude-spectrum.js";
import { bandMeanSquare, bandRms } from "./band-rms.js";
import { meanSquareSpectrum } from "./mean-square-spectrum.js";
import { welchPsd } from "./welch-psd.js";

const RATE_HZ = 25_600;

describe("amplitude spectrum", () => {
  test.each(["rectangular", "hann"] as const)("a sine on a line keeps its amplitude with the %s window", (window) => {
    const { amplitude, resolutionHz } = amplitudeSpectrum(sine(2560, RATE_HZ, 500, 3), RATE_HZ, { window });
    expect(resolutionHz).toBe(10);
    expectClose(amplitude[50] as number, 3, 1e-6);
  });

  test("an offset shows its size at 0 Hz, and nothing there once the mean is taken away", () => {
    const samples = sine(2560, RATE_HZ, 500, 1, -4);
    expectClose(amplitudeSpectrum(samples, RATE_HZ).amplitude[0] as number, 4, 1e-6);
    expectClose(amplitudeSpectrum(samples, RATE_HZ, { detrend: "mean" }).amplitude[0] as number, 0, 1e-6, 1);
  });

  test("a line at Nyquist keeps its amplitude", () => {
    const samples = Float32Array.from({ length: 64 }, (_, i) => (i % 2 === 0 ? 2 : -2));
    expectClose(amplitudeSpectrum(samples, RATE_HZ, { window: "rectangular" }).amplitude[32] as number, 2, 1e-6);
  });
});

describe("mean square spectrum", () => {
  test("its lines add up to the mean square of the samples (Parseval)", () => {
    fc.assert(
      fc.property(waveforms(2, 2000), (samples) => {
        const spectrum = meanSquareSpectrum(samples, RATE_HZ, { window: "rectangular", detrend: "none" });
        const meanSquare = samples.reduce((total, value) => total + value * value, 0) / samples.length;
        expectClose(
          spectrum.meanSquare.reduce((a, b) => a + b, 0),
          meanSquare,
          1e-5,
        );
      }),
      { numRuns: 50 },
    );
  });

  test("doubling the samples quadruples every line, to the bit", () => {
    const samples = noise(2560, 5);
    const once = meanSquareSpectrum(samples, RATE_HZ).meanSquare;
    expect(
      meanSquareSpectrum(
        samples.map((value) => 2 * value),
        RATE_HZ,
      ).meanSquare,
    ).toEqual(once.map((value) => 4 * value));
  });
});

describe("band r.m.s.", () => {
  test("bands that tile 0 Hz to Nyquist add up to the whole, wherever the cuts are", () => {
    const spectrum = meanSquareSpectrum(noise(2560, 9), RATE_HZ);
    const whole = spectrum.meanSquare.reduce((a, b) => a + b, 0);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1279 }), { minLength: 1, maxLength: 8 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b).map((cut) => 10 * cut), RATE_HZ / 2];
        const parts = edges.slice(1).map((highHz, i) => bandMeanSquare(spectrum, { lowHz: edges[i] as number, highHz }) as number);
        expectClose(
          parts.reduce((a, b) => a + b, 0),
          whole,
          1e-12,
        );
      }),
    );
  });

  test("a sine's r.m.s. is found in its band and not in the next", () => {
    const spectrum = meanSquareSpectrum(sine(25_600, RATE_HZ, 1000, 2), RATE_HZ);
    expectClose(bandRms(spectrum, { lowHz: 900, highHz: 1100 }) as number, Math.SQRT2, 1e-5);
    expectClose(bandRms(spectrum, { lowHz: 1100, highHz: 1300 }) as number, 0, 1e-5, 1);
  });

  test("a band above Nyquist or narrower than a line is insufficient data; one that is upside down is misuse", () => {
    const spectrum = meanSquareSpectrum(noise(2560, 9), RATE_HZ);
    expect(bandRms(spectrum, { lowHz: 12_000, highHz: 13_000 })).toHaveProperty("insufficientData");
    expect(bandRms(spectrum, { lowHz: 100, highHz: 105 })).toHaveProperty("insufficientData");
    expect(() => bandRms(spectrum, { lowHz: 200, highHz: 100 })).toThrow("highHz is 100");
    expect(() => bandRms(spectrum, { lowHz: Number.NaN, highHz: 100 })).toThrow("lowHz is NaN");
  });
});

describe("Welch's density", () => {
  test("its integral is the variance of stationary noise", () => {
    const samples = noise(65_536, 3);
    const { density, resolutionHz, segments } = welchPsd(samples, RATE_HZ);
    expect(segments).toBe(31);
    expectClose(density.reduce((a, b) => a + b, 0) * resolutionHz, timeStatistics(samples).rms ** 2, 0.02);
  });

  test("white noise of variance 1/3 has a density of (1/3)/(fs/2) on average", () => {
    const { density } = welchPsd(noise(262_144, 4), RATE_HZ);
    const inner = density.subarray(10, density.length - 10);
    expectClose(inner.reduce((a, b) => a + b, 0) / inner.length, 1 / 3 / (RATE_HZ / 2), 0.02);
  });

  test("a record shorter than a segment becomes one segment", () => {
    expect(welchPsd(noise(100, 1), 1000)).toMatchObject({ segments: 1, resolutionHz: 10 });
  });

  test.each([
    [{ overlapRatio: 1 }, "overlapRatio is 1"],
    [{ segmentLength: 1 }, "segmentLength is 1"],
  ])("%p is refused by name", (options, message) => {
    expect(() => welchPsd(noise(100, 1), 1000, options)).toThrow(message);
  });
});

describe.each([
  ["amplitudeSpectrum", amplitudeSpectrum],
  ["meanSquareSpectrum", meanSquareSpectrum],
  ["welchPsd", welchPsd],
])("%s refuses", (_, spectrumOf) => {
  test.each([
    ["no samples", [], "samples.length is 0"],
    ["one sample", [1], "samples.length is 1"],
    ["a NaN", [1, 2, Number.NaN], "samples[2] is NaN"],
    ["an infinite sample", [1, Number.NEGATIVE_INFINITY, 2], "samples[1] is -Infinity"],
  ])("%s", (_name, values, message) => {
    const act = () => spectrumOf(Float32Array.from(values), RATE_HZ);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a sample rate of %p", (rateHz) => {
    expect(() => spectrumOf(noise(64, 1), rateHz)).toThrow("sampleRateHz");
  });
});

test("a constant has no line but the one at 0 Hz", () => {
  const { amplitude } = amplitudeSpectrum(new Float32Array(2560).fill(7), RATE_HZ, { window: "rectangular" });
  expectClose(amplitude[0] as number, 7, 1e-6);
  for (const line of amplitude.subarray(1)) expectClose(line, 0, 1e-6, 7);
});
