import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { expectClose, noise, sine, waveforms } from "../../test/signals.js";
import { bandMeanSquare } from "../spectrum/band-rms.js";
import { meanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { envelope, fitDemodulationBand } from "./envelope.js";
import { envelopeSpectrum } from "./envelope-spectrum.js";

const RATE_HZ = 25_600;
const BAND = { lowHz: 2000, highHz: 10_000 };

/** A carrier of 4 kHz whose amplitude is 1 + depth·cos(2π·modulationHz·t). */
function modulated(length: number, modulationHz: number, depth: number): Float32Array {
  return sine(length, RATE_HZ, 4000).map((value, i) => value * (1 + depth * Math.cos((2 * Math.PI * modulationHz * i) / RATE_HZ)));
}

function spectrumOf(samples: Float32Array, options = {}) {
  const spectrum = envelopeSpectrum(samples, RATE_HZ, options);
  if ("insufficientData" in spectrum) throw new Error(spectrum.insufficientData);
  return spectrum;
}

describe("demodulation band", () => {
  test.each([
    [25_600, 10_000],
    [20_000, 8000],
    [12_000, 4800],
  ])("at %d Hz sampling it ends at %d Hz", (rateHz, highHz) => expect(fitDemodulationBand(rateHz)).toEqual({ lowHz: 2000, highHz }));

  test("sampling that leaves less than 1 kHz of it is insufficient data", () => {
    expect(fitDemodulationBand(7500)).toEqual({ lowHz: 2000, highHz: 3000 });
    expect(fitDemodulationBand(7400)).toHaveProperty("insufficientData");
    expect(() => fitDemodulationBand(0)).toThrow("sampleRateHz is 0");
  });
});

describe("envelope", () => {
  test("of a modulated carrier it is the modulation", () => {
    const result = envelope(modulated(2560, 100, 0.5), RATE_HZ, BAND) as Float32Array;
    for (const [i, value] of result.entries()) expectClose(value, 1 + 0.5 * Math.cos((2 * Math.PI * 100 * i) / RATE_HZ), 1e-5);
  });

  test("its mean square is twice that of the signal in the band", () => {
    fc.assert(
      fc.property(waveforms(200, 3000), (samples) => {
        const result = envelope(samples, RATE_HZ, BAND) as Float32Array;
        const spectrum = meanSquareSpectrum(samples, RATE_HZ, { window: "rectangular" });
        // The envelope's band is closed and bandMeanSquare's half open: reach beyond the last line by a fraction of one.
        const highHz = BAND.highHz + 1e-3 * spectrum.resolutionHz;
        const expected = 2 * (bandMeanSquare(spectrum, { lowHz: BAND.lowHz, highHz }) as number);
        expectClose(result.reduce((total, value) => total + value * value, 0) / result.length, expected, 1e-4);
      }),
      { numRuns: 40 },
    );
  });

  test("what lies outside the band does not change it", () => {
    const inside = modulated(2560, 100, 0.5);
    const disturbed = inside.map((value, i) => value + 20 * Math.sin((2 * Math.PI * 50 * i) / RATE_HZ) + 5);
    const [a, b] = [inside, disturbed].map((samples) => envelope(samples, RATE_HZ, BAND) as Float32Array);
    for (const [i, value] of (a as Float32Array).entries()) expectClose((b as Float32Array)[i] as number, value, 2e-5, 1);
  });

  test.each([
    ["above Nyquist", { lowHz: 2000, highHz: 13_000 }],
    ["between two lines", { lowHz: 2001, highHz: 2002 }],
    ["from 0 Hz", { lowHz: 0, highHz: 1000 }],
    ["up to Nyquist itself", { lowHz: 2000, highHz: 12_800 }],
  ])("a band %s is insufficient data", (_, band) => {
    expect(envelope(noise(2560, 1), RATE_HZ, band)).toHaveProperty("insufficientData");
  });

  test("a sample that is not finite is named", () => {
    expect(() => envelope(Float32Array.of(1, Number.NaN), RATE_HZ, BAND)).toThrow("samples[1] is NaN");
  });
});

describe("envelope spectrum", () => {
  test("shows the modulation's amplitude at its frequency, without the mean, up to 1000 Hz", () => {
    const { amplitude, resolutionHz } = spectrumOf(envelope(modulated(RATE_HZ, 107, 0.4), RATE_HZ, BAND) as Float32Array);
    expect([resolutionHz, amplitude.length]).toEqual([1, 1001]);
    expectClose(amplitude[107] as number, 0.4, 1e-4);
    expect(amplitude.indexOf(Math.max(...amplitude))).toBe(107);
    expectClose(amplitude[0] as number, 0, 1e-5, 1);
  });

  test("a long record is averaged over segments: at most 2000 lines, the same amplitude", () => {
    const long = sine(262_144, RATE_HZ, 100, 0.3, 1);
    const { amplitude, resolutionHz } = spectrumOf(long);
    expect(amplitude.length).toBeLessThanOrEqual(2000);
    expect(resolutionHz).toBeLessThan(0.53);
    const around = [...amplitude].slice(Math.floor(95 / resolutionHz), Math.ceil(105 / resolutionHz));
    // Between two lines Hann shows at least 0.85 of a sine.
    expect(Math.max(...around)).toBeGreaterThan(0.85 * 0.3);
    expect(Math.max(...around)).toBeLessThan(0.301);
  });

  test("every part of a long record counts, also its last samples", () => {
    const long = new Float32Array(200_000).fill(1);
    expect(Math.max(...spectrumOf(long).amplitude)).toBeLessThan(1e-6);
    long.set(sine(5000, RATE_HZ, 200, 1, 1), 195_000 - 7000);
    expect(Math.max(...spectrumOf(long).amplitude)).toBeGreaterThan(1e-3);
  });

  test.each([
    ["fewer than 32 samples", 31, {}],
    ["a limit above Nyquist", 2560, { maxHz: 13_000 }],
  ])("%s is insufficient data", (_, length, options) => {
    expect(envelopeSpectrum(noise(length, 1), RATE_HZ, options)).toHaveProperty("insufficientData");
  });

  test("options outside their range are refused by name", () => {
    expect(() => envelopeSpectrum(noise(64, 1), RATE_HZ, { maxHz: 0 })).toThrow("maxHz is 0");
    expect(() => envelopeSpectrum(noise(64, 1), RATE_HZ, { maxLines: 1 })).toThrow("maxLines is 1");
  });
});
