import { readFileSync } from "node:fs";
import { describe, test } from "@jest/globals";
import {
  amplitudeSpectrum,
  bandRms,
  envelope,
  envelopeSpectrum,
  forwardRealFft,
  type InsufficientData,
  isInsufficient,
  meanSquareSpectrum,
  spectrumLines,
  type TimeStatistics,
  timeStatistics,
  velocityRmsMmPerS,
  welchPsd,
  windowOf,
} from "../src/index.js";
import { expectClose, goldenSignal } from "./signals.js";

interface Picked {
  readonly at: readonly number[];
  readonly values: readonly number[];
}

interface GoldenCase {
  readonly length: number;
  readonly sampleRateHz: number;
  readonly seed: number;
  readonly statistics: Required<TimeStatistics>;
  readonly fft: { lines: number[]; re: number[]; im: number[]; largest: number };
  readonly hann: Picked;
  readonly amplitude: { lines: number[]; values: number[]; largest: number };
  readonly welch: { resolutionHz: number; lines: number[]; density: number[]; largest: number };
  readonly velocityRmsMmPerS: number;
  readonly bandRms2800To3600: number;
  readonly envelope: Picked & { lowHz: number; highHz: number; rms: number };
  readonly envelopeSpectrum?: { lines: number[]; amplitude: number[] };
}

/** Made by NumPy and SciPy in float64; this package works in float32. */
const TOLERANCE = 1e-5;

const path = new URL("../../../conformance/dsp/golden.json", import.meta.url);
const golden = JSON.parse(readFileSync(path, "utf8")) as { cases: GoldenCase[] };

function computed<Value>(result: Value | InsufficientData): Value {
  if (isInsufficient(result)) throw new Error(result.insufficientData);
  return result;
}

function expectPicked(actual: ArrayLike<number>, at: readonly number[], values: readonly number[], scale: number): void {
  for (const [i, index] of at.entries()) expectClose(actual[index] as number, values[i] as number, TOLERANCE, scale);
}

describe.each(golden.cases)("against SciPy on $length samples at $sampleRateHz Hz", (expected) => {
  const { length, sampleRateHz, seed } = expected;
  const samples = goldenSignal(length, sampleRateHz, seed);

  test("time statistics agree", () => {
    const actual = timeStatistics(samples);
    for (const [name, value] of Object.entries(expected.statistics)) {
      expectClose(actual[name as keyof TimeStatistics] as number, value, TOLERANCE, 0.1);
    }
  });

  test("the transform agrees", () => {
    const { lines, re, im, largest } = expected.fft;
    const spectrum = new Float32Array(2 * spectrumLines(length));
    forwardRealFft(samples, spectrum);
    for (const [i, line] of lines.entries()) {
      expectClose(spectrum[2 * line] as number, re[i] as number, TOLERANCE, largest);
      expectClose(spectrum[2 * line + 1] as number, im[i] as number, TOLERANCE, largest);
    }
  });

  test("the Hann window, the amplitude spectrum and Welch's density agree", () => {
    expectPicked(windowOf("hann", length), expected.hann.at, expected.hann.values, 1);
    const { amplitude } = amplitudeSpectrum(samples, sampleRateHz);
    expectPicked(amplitude, expected.amplitude.lines, expected.amplitude.values, expected.amplitude.largest);
    const psd = welchPsd(samples, sampleRateHz);
    expectClose(psd.resolutionHz, expected.welch.resolutionHz, 1e-12);
    expectPicked(psd.density, expected.welch.lines, expected.welch.density, expected.welch.largest);
  });

  test("velocity and band r.m.s. agree", () => {
    const spectrum = meanSquareSpectrum(samples, sampleRateHz);
    expectClose(computed(velocityRmsMmPerS(spectrum, "g")), expected.velocityRmsMmPerS, TOLERANCE);
    expectClose(computed(bandRms(spectrum, { lowHz: 2800, highHz: 3600 })), expected.bandRms2800To3600, TOLERANCE);
  });

  test("the envelope and its spectrum agree", () => {
    const { lowHz, highHz, at, values, rms } = expected.envelope;
    const demodulated = computed(envelope(samples, sampleRateHz, { lowHz, highHz }));
    expectPicked(demodulated, at, values, rms);
    if (expected.envelopeSpectrum === undefined) return;
    const { amplitude } = computed(envelopeSpectrum(demodulated, sampleRateHz));
    expectPicked(amplitude, expected.envelopeSpectrum.lines, expected.envelopeSpectrum.amplitude, rms);
  });
});
