import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { congruential, expectClose, noise, sine, sum, waveforms } from "../../test/signals.js";
import { spectrumLines } from "../fft/real-fft.js";
import { ceilFastLength, squaredEnvelope } from "./squared-envelope.js";
import { WHITENING_BANDS, whitenedEnvelopeSpectra } from "./whitened-envelope-spectra.js";
import { whitenedLines } from "./whitened-lines.js";

const RATE_HZ = 25_600;

/** Impacts that ring for a millisecond, at a rate and a resonance, with noise. */
function impacts(length: number, rateHz: number, impactsPerS: number, resonanceHz: number, noiseAmplitude: number): Float32Array {
  const random = congruential(length, 5);
  return Float32Array.from({ length }, (_, i) => {
    const t = i / rateHz;
    const since = t - Math.floor(t * impactsPerS) / impactsPerS;
    return Math.exp(-since / 1e-3) * Math.sin(2 * Math.PI * resonanceHz * since) + noiseAmplitude * (random[i] as number);
  });
}

/** Power of the line nearest to a frequency over the median power. */
function standsOut({ amplitude, resolutionHz }: { amplitude: Float32Array; resolutionHz: number }, hz: number): number {
  const powers = [...amplitude.subarray(1)].map((a) => a * a);
  const median = [...powers].sort((a, b) => a - b)[powers.length >> 1] as number;
  return (amplitude[Math.round(hz / resolutionHz)] as number) ** 2 / median;
}

describe("pre-whitening", () => {
  test("brings every line to magnitude 1, and 0 Hz to 0", () => {
    const lines = whitenedLines(noise(25_600, 3));
    expect([lines[0], lines[1]]).toEqual([0, 0]);
    for (let k = 1; k < spectrumLines(25_600); k++) expectClose(Math.hypot(lines[2 * k] as number, lines[2 * k + 1] as number), 1, 1e-6);
  });

  test("of silence is silence, and never NaN", () => {
    expect(whitenedLines(new Float32Array(640)).every((value) => value === 0)).toBe(true);
    expect(whitenedEnvelopeSpectra(new Float32Array(25_600), RATE_HZ)).toEqual([]);
    expect(whitenedEnvelopeSpectra(new Float32Array(25_600).fill(3), RATE_HZ)).toEqual([]);
  });
});

describe("squared envelope", () => {
  test("of two lines beats between them: closed form, at the band's own sampling", () => {
    const lines = new Float32Array(2 * 1001);
    lines[2 * 400] = 1;
    lines[2 * 407] = 1;
    const squared = squaredEnvelope(lines, 390, 420);
    expect(squared).toHaveLength(ceilFastLength(2 * 32));
    for (const [i, value] of squared.entries()) expectClose(value, 2 + 2 * Math.cos((2 * Math.PI * 7 * i) / squared.length), 1e-5, 1);
  });

  test("has the sum of the squared lines as its mean", () => {
    const lines = noise(2 * 1001, 9);
    const squared = squaredEnvelope(lines, 100, 300);
    const power = lines.subarray(200, 602).reduce((total, value) => total + value * value, 0);
    expectClose(squared.reduce((total, value) => total + value, 0) / squared.length, power, 1e-4);
  });

  test.each([
    [1, 32],
    [33, 64],
    [2002, 2048],
    [25_600, 25_600],
  ])("the fast length from %i on is %i", (length, expected) => {
    expect(ceilFastLength(length)).toBe(expected);
  });
});

describe("whitened envelope spectra", () => {
  test("cover the whole band and the fixed bands that the sampling carries, up to 950 Hz", () => {
    const bands = (rateHz: number) => whitenedEnvelopeSpectra(noise(rateHz, 1), rateHz).map(({ lowHz, highHz }) => [lowHz, highHz]);
    expect(bands(25_600)).toEqual([
      [0, 12_800],
      ...WHITENING_BANDS.slice(0, 4).map(({ lowHz, highHz }) => [lowHz, highHz]),
      [9500, 11_520],
    ]);
    expect(bands(12_000)).toEqual([
      [0, 6000],
      [500, 1500],
      [1500, 3000],
      [3000, 5400],
    ]);
    expect(bands(2048)).toEqual([[0, 1024]]);
    for (const { resolutionHz, amplitude } of whitenedEnvelopeSpectra(noise(25_600, 1), RATE_HZ)) {
      expect([resolutionHz, amplitude.length]).toEqual([1, 951]);
    }
  });

  test("show impacts under a tone a hundred times as strong, in the band where they ring", () => {
    const clean = impacts(25_600, RATE_HZ, 107, 4000, 0.05);
    const disturbed = sum(clean, sine(25_600, RATE_HZ, 4100.5, 100));
    const band = whitenedEnvelopeSpectra(disturbed, RATE_HZ).find(({ lowHz }) => lowHz === 3000)!;
    for (const k of [1, 2, 3]) expect(standsOut(band, k * 107)).toBeGreaterThan(50);
    expect(standsOut(band, 150)).toBeLessThan(20);
  });

  test("a long record is averaged over segments: at most four lines a hertz", () => {
    for (const { resolutionHz, amplitude } of whitenedEnvelopeSpectra(noise(256_000, 2), RATE_HZ)) {
      expect(resolutionHz).toBeGreaterThanOrEqual(0.25);
      expect(resolutionHz).toBeLessThan(0.27);
      expect(amplitude.length).toBeLessThanOrEqual(3801);
    }
  });

  test("do not depend on scale or sign", () => {
    fc.assert(
      fc.property(waveforms(2000, 5000), fc.constantFrom(-3, 0.01, 250), (samples, factor) => {
        const before = whitenedEnvelopeSpectra(samples, 8000);
        const after = whitenedEnvelopeSpectra(
          samples.map((value) => value * factor),
          8000,
        );
        for (const [b, band] of before.entries()) {
          const other = after[b]!;
          for (const [k, value] of band.amplitude.entries()) expectClose(other.amplitude[k] as number, value, 1e-3, 0.1);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("a record too short has none, and a sample that is not finite is named", () => {
    expect(whitenedEnvelopeSpectra(noise(40, 1), RATE_HZ)).toEqual([]);
    expect(() => whitenedEnvelopeSpectra(Float32Array.of(1, Number.NaN, 2), RATE_HZ)).toThrow("samples[1] is NaN");
    expect(() => whitenedEnvelopeSpectra(noise(64, 1), 0)).toThrow("sampleRateHz");
  });
});
