import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import { noise } from "../../test/signals.js";
import { isInsufficient } from "../signal/insufficient-data.js";
import { percentiles } from "../statistics/percentiles.js";
import { timeStatistics } from "../statistics/time-statistics.js";
import { amplitudeSpectrum } from "./amplitude-spectrum.js";
import { bandMeanSquares } from "./band-mean-squares.js";
import { bandMeanSquare, bandRms } from "./band-rms.js";
import { cepstrum } from "./cepstrum.js";
import { meanSquareSpectrum } from "./mean-square-spectrum.js";
import { spectralShape } from "./spectral-shape.js";
import { spectrogram } from "./spectrogram.js";
import { waterfall } from "./waterfall.js";
import { welchPsd } from "./welch-psd.js";
import { zoomSpectrum } from "./zoom-spectrum.js";

const RATE_HZ = 1000;
type Compute = (samples: Float32Array, rateHz: number) => unknown;

/** Everything that takes samples; those on spectra through the spectrum of the samples. */
const FUNCTIONS: readonly (readonly [string, Compute, number])[] = [
  ["timeStatistics", (samples) => timeStatistics(samples), 1],
  ["percentiles", (samples) => percentiles(samples, [0, 50, 100]), 1],
  ["amplitudeSpectrum", amplitudeSpectrum, 2],
  ["meanSquareSpectrum", meanSquareSpectrum, 2],
  ["welchPsd", welchPsd, 2],
  ["cepstrum", cepstrum, 2],
  ["power cepstrum", (samples, rateHz) => cepstrum(samples, rateHz, { kind: "power", window: "rectangular" }), 2],
  ["zoomSpectrum", (samples, rateHz) => zoomSpectrum(samples, rateHz, { lowHz: 0, highHz: 500 }, { lines: 20 }), 2],
  ["spectrogram", spectrogram, 2],
  ["waterfall", (samples, rateHz) => waterfall([amplitudeSpectrum(samples, rateHz)]), 2],
  ["spectralShape", (samples, rateHz) => spectralShape(meanSquareSpectrum(samples, rateHz)), 2],
  ["bandMeanSquare", (samples, rateHz) => bandMeanSquare(meanSquareSpectrum(samples, rateHz), { lowHz: 0, highHz: 500 }), 2],
  ["bandMeanSquares", (samples, rateHz) => bandMeanSquares(meanSquareSpectrum(samples, rateHz), [0, 500]), 2],
  ["bandRms", (samples, rateHz) => bandRms(meanSquareSpectrum(samples, rateHz), { lowHz: 0, highHz: 500 }), 2],
];

function everyNumber(result: unknown): readonly number[] {
  if (typeof result === "number") return [result];
  if (ArrayBuffer.isView(result)) return Array.from(result as Float32Array);
  return Object.values(result as object).flatMap((value) => (typeof value === "string" ? [] : everyNumber(value)));
}

describe.each(FUNCTIONS)("%s", (name, compute, least) => {
  test("refuses fewer samples than it needs", () => {
    for (let length = 0; length < least; length++) {
      expect(() => compute(new Float32Array(length), RATE_HZ)).toThrow(InvalidValue);
      expect(() => compute(new Float32Array(length), RATE_HZ)).toThrow(`samples.length is ${length}; it must be at least ${least}`);
    }
  });

  test.each([
    ["NaN", [Number.NaN]],
    ["Infinity", [Number.POSITIVE_INFINITY]],
    ["-Infinity", [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  ])("refuses a sample of %s by its place", (shown, tail) => {
    const act = () => compute(Float32Array.of(1, 2, 3, ...tail), RATE_HZ);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(`samples[3] is ${shown}`);
  });

  const takesNoRate = name === "timeStatistics" || name === "percentiles";
  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    takesNoRate ? "does not depend on a sample rate of %p" : "refuses a sample rate of %p",
    (rateHz) => {
      const act = () => compute(noise(64, 1), rateHz);
      if (takesNoRate) return expect(act()).toEqual(compute(noise(64, 1), RATE_HZ));
      expect(act).toThrow(InvalidValue);
      return expect(act).toThrow(`sampleRateHz is ${rateHz}`);
    },
  );

  test("gives finite numbers on the largest float32 values, or refuses them by their sum", () => {
    const largest = Float32Array.of(1, 2, 3.4e38, -3.4e38);
    if (takesNoRate) for (const value of everyNumber(compute(largest, RATE_HZ))) expect(Number.isFinite(value)).toBe(true);
    else expect(() => compute(largest, RATE_HZ)).toThrow("the sum of the samples' magnitudes is 6");
  });

  test.each([
    ["zeros", new Float32Array(64)],
    ["zeros of odd length", new Float32Array(63)],
    ["a constant", new Float32Array(64).fill(0.1)],
    ["a large constant of odd length", new Float32Array(37).fill(-3e7)],
    ["noise of odd length", noise(101, 1)],
    ["two samples", Float32Array.of(1, -1)],
    ["three samples", Float32Array.of(1, -1, 4)],
    ["the largest values that are accepted", Float32Array.from({ length: 64 }, (_, i) => (i % 2 ? 1.5e28 : -1.5e28))],
    ["one value as large as is accepted", Float32Array.from({ length: 64 }, (_, i) => (i === 5 ? 1e30 * (1 - 1e-6) : 0))],
    ["values next to zero", Float32Array.from({ length: 64 }, (_, i) => (i % 2 ? 1e-40 : 0))],
  ])("gives finite numbers or says what is missing on %s", (_, samples) => {
    const result = compute(samples, RATE_HZ);
    if (isInsufficient(result)) expect(result.insufficientData).not.toBe("");
    else for (const value of everyNumber(result)) expect(Number.isFinite(value)).toBe(true);
  });
});

describe("bands and options", () => {
  const samples = noise(100, 1);
  const spectrum = meanSquareSpectrum(samples, RATE_HZ);
  const above = { lowHz: 100, highHz: 501 };

  test.each([
    ["zoomSpectrum", () => zoomSpectrum(samples, RATE_HZ, above)],
    ["spectralShape", () => spectralShape(spectrum, { band: above })],
    ["bandMeanSquare", () => bandMeanSquare(spectrum, above)],
    ["bandRms", () => bandRms(spectrum, above)],
    ["bandMeanSquares", () => bandMeanSquares(spectrum, [0, 501])],
    ["cepstrum of a constant", () => cepstrum(new Float32Array(64).fill(3), RATE_HZ)],
    ["spectralShape of silence", () => spectralShape(meanSquareSpectrum(new Float32Array(64), RATE_HZ))],
  ])("%s says what is missing", (_, act) => {
    expect(act()).toHaveProperty("insufficientData");
  });

  test.each([
    [() => zoomSpectrum(samples, RATE_HZ, { lowHz: 200, highHz: 100 }), "highHz is 100"],
    [() => zoomSpectrum(samples, RATE_HZ, { lowHz: -1, highHz: 100 }), "lowHz is -1"],
    [() => zoomSpectrum(samples, RATE_HZ, { lowHz: 1, highHz: 100 }, { lines: 1 }), "lines is 1"],
    [() => spectralShape(spectrum, { rollOffRatio: 0 }), "rollOffRatio is 0"],
    [() => spectralShape({ ...spectrum, meanSquare: Float64Array.of(1, Number.NaN) }), "meanSquare[1] is NaN"],
    [() => spectralShape({ ...spectrum, meanSquare: new Float64Array(0) }), "meanSquare.length is 0"],
    [() => spectralShape({ ...spectrum, resolutionHz: 0 }), "resolutionHz is 0"],
    [() => cepstrum(samples, RATE_HZ, { floorRatio: 0 }), "floorRatio is 0"],
    [() => cepstrum(samples, RATE_HZ, { kind: "complex" as "real" }), 'kind is "complex"'],
    [() => spectrogram(samples, RATE_HZ, { scaling: "db" as "density" }), 'scaling is "db"'],
    [() => spectrogram(samples, RATE_HZ, { segmentLength: 1 }), "segmentLength is 1"],
    [() => spectrogram(samples, RATE_HZ, { overlapRatio: 1 }), "overlapRatio is 1"],
    [() => spectrogram(Float32Array.of(1e18, 1e18), RATE_HZ, { scaling: "density" }), "the sum of the samples' magnitudes is 1999"],
    [() => waterfall([]), "spectra.length is 0"],
    [() => waterfall([{ resolutionHz: 0, amplitude: new Float32Array(2) }]), "spectra[0].resolutionHz is 0"],
    [() => waterfall([{ resolutionHz: 1, amplitude: new Float32Array(0) }]), "spectra[0].amplitude.length is 0"],
    [() => waterfall([{ resolutionHz: 1, amplitude: Float32Array.of(1, Number.NaN) }]), "spectra[0].amplitude[1] is NaN"],
    [() => waterfall([{ resolutionHz: 1, amplitude: new Float32Array(3) }], { maxHz: 3 }), "maxHz is 3"],
  ])("%p is refused by name", (act, message) => {
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});

describe("a caller's own array", () => {
  const samples = noise(96, 1);
  const spectrum = meanSquareSpectrum(samples, RATE_HZ);
  const float32 = (length: number) => new Float32Array(length).fill(7);
  const float64 = (length: number) => new Float64Array(length).fill(7);

  test.each([
    ["amplitudeSpectrum", (length: number) => amplitudeSpectrum(samples, RATE_HZ, { into: float32(length) }).amplitude, 49],
    ["meanSquareSpectrum", (length: number) => meanSquareSpectrum(samples, RATE_HZ, { into: float64(length) }).meanSquare, 49],
    ["welchPsd", (length: number) => welchPsd(samples, RATE_HZ, { segmentLength: 32, into: float64(length) }).density, 17],
    ["cepstrum", (length: number) => (cepstrum(samples, RATE_HZ, { into: float32(length) }) as { values: Float32Array }).values, 49],
    ["spectrogram", (length: number) => spectrogram(samples, RATE_HZ, { segmentLength: 32, into: float32(length) }).values, 85],
    [
      "zoomSpectrum",
      (length: number) =>
        (zoomSpectrum(samples, RATE_HZ, { lowHz: 10, highHz: 20 }, { lines: 11, into: float32(length) }) as { amplitude: Float32Array })
          .amplitude,
      11,
    ],
    ["bandMeanSquares", (length: number) => bandMeanSquares(spectrum, [0, 100, 500], { into: float64(length) }) as Float64Array, 2],
  ])("%s writes all of it, whatever was in it before, and refuses another length", (_, compute, length) => {
    const once = compute(length);
    expect(once).toHaveLength(length);
    expect(compute(length)).toEqual(once);
    expect(once.every((value) => value !== 7)).toBe(true);
    expect(() => compute(length + 1)).toThrow(`into.length is ${length + 1}; it must be ${length}`);
  });
});
