import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine, sum, waveforms } from "../../test/signals.js";
import { amplitudeSpectrum } from "../spectrum/amplitude-spectrum.js";
import { meanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { timeStatistics } from "../statistics/time-statistics.js";
import { displacementRmsUm } from "./displacement-rms.js";
import { displacementSpectrumUm, velocitySpectrumMmPerS } from "./integrated-spectrum.js";
import { displacementPeakToPeakUm, displacementWaveformUm, velocityWaveformMmPerS } from "./integrated-waveform.js";
import { velocityRmsMmPerS } from "./velocity-rms.js";

const RATE_HZ = 25_600;
const BAND = { lowHz: 10, highHz: 1000 };
const wholePeriods = fc.integer({ min: 10, max: 1000 });

describe("integration of waveforms", () => {
  test("a cosine of acceleration becomes a sine of velocity and a cosine of displacement turned over", () => {
    fc.assert(
      fc.property(wholePeriods, (frequencyHz) => {
        const samples = sine(RATE_HZ, RATE_HZ, frequencyHz, 2, 0, Math.PI / 2);
        const velocity = velocityWaveformMmPerS(samples, RATE_HZ, "m/s2") as Float32Array;
        const displacement = displacementWaveformUm(samples, RATE_HZ, "m/s2") as Float32Array;
        const angular = 2 * Math.PI * frequencyHz;
        for (let i = 0; i < RATE_HZ; i += 501) {
          const radians = (angular * i) / RATE_HZ;
          expectClose(velocity[i] as number, (2e3 / angular) * Math.sin(radians), 1e-4, 2e3 / angular);
          expectClose(displacement[i] as number, (-2e6 / angular ** 2) * Math.cos(radians), 1e-4, 2e6 / angular ** 2);
        }
      }),
      { numRuns: 20 },
    );
  });

  test("integrating once more leads from the velocity to the same displacement", () => {
    fc.assert(
      fc.property(waveforms(2560, 4000), (samples) => {
        const velocity = velocityWaveformMmPerS(samples, RATE_HZ, "g", BAND) as Float32Array;
        const direct = displacementWaveformUm(samples, RATE_HZ, "g", BAND) as Float32Array;
        const byVelocity = displacementWaveformUm(velocity, RATE_HZ, "mm/s", BAND) as Float32Array;
        const scale = timeStatistics(direct).peak;
        for (let i = 0; i < samples.length; i += 37) expectClose(byVelocity[i] as number, direct[i] as number, 1e-4, scale);
      }),
      { numRuns: 15 },
    );
  });

  test("the r.m.s. of the waveform is that of the unwindowed spectrum (Parseval)", () => {
    fc.assert(
      fc.property(waveforms(2560, 4000), (samples) => {
        const spectrum = meanSquareSpectrum(samples, RATE_HZ, { window: "rectangular" });
        const displacement = displacementWaveformUm(samples, RATE_HZ, "g", BAND) as Float32Array;
        expectClose(timeStatistics(displacement).rms, displacementRmsUm(spectrum, "g") as number, 1e-4);
        const velocity = velocityWaveformMmPerS(samples, RATE_HZ, "g", BAND) as Float32Array;
        expectClose(timeStatistics(velocity).rms, velocityRmsMmPerS(spectrum, "g") as number, 1e-4);
      }),
      { numRuns: 15 },
    );
  });

  test("an offset and what lies below the cut-off do not drift away", () => {
    const clean = sine(RATE_HZ, RATE_HZ, 50, 1, 0, 0.3);
    const drifting = sum(clean, sine(RATE_HZ, RATE_HZ, 2, 0.5, 9));
    const [a, b] = [clean, drifting].map((samples) => displacementWaveformUm(samples, RATE_HZ, "m/s2") as Float32Array);
    for (let i = 0; i < RATE_HZ; i += 97) expectClose(b?.[i] as number, a?.[i] as number, 1e-4, 10);
  });

  test("the peak-to-peak of a sine is twice its peak: 1 g at 50 Hz is 198.7 µm", () => {
    expectClose(displacementPeakToPeakUm(sine(RATE_HZ, RATE_HZ, 50), RATE_HZ, "g") as number, (2 * 9.80665e6) / (100 * Math.PI) ** 2, 1e-5);
  });
});

describe("integration of amplitude spectra", () => {
  test("each line is divided by 2πf, and lines below the cut-off are zero", () => {
    const spectrum = amplitudeSpectrum(sum(sine(RATE_HZ, RATE_HZ, 100, 4), sine(RATE_HZ, RATE_HZ, 5, 1, 7)), RATE_HZ);
    const velocity = velocitySpectrumMmPerS(spectrum, "m/s2") as { amplitude: Float32Array };
    const displacement = displacementSpectrumUm(spectrum, "m/s2") as { amplitude: Float32Array };
    expectClose(velocity.amplitude[100] as number, 4e3 / (200 * Math.PI), 1e-5);
    expectClose(displacement.amplitude[100] as number, 4e6 / (200 * Math.PI) ** 2, 1e-5);
    expect([...velocity.amplitude.subarray(0, 10), ...displacement.amplitude.subarray(0, 10)].every((line) => line === 0)).toBe(true);
  });

  test("no line at or above the cut-off is insufficient data; a cut-off of 0 Hz is refused", () => {
    const spectrum = { resolutionHz: 1, amplitude: new Float32Array(5) };
    expect(velocitySpectrumMmPerS(spectrum, "g")).toHaveProperty("insufficientData");
    expect(() => displacementSpectrumUm(spectrum, "g", 0)).toThrow("lowHz is 0");
    expect(() => displacementSpectrumUm({ ...spectrum, resolutionHz: Number.NaN }, "g", 1)).toThrow("resolutionHz is NaN");
  });
});

describe.each([
  ["velocityWaveformMmPerS", velocityWaveformMmPerS],
  ["displacementWaveformUm", displacementWaveformUm],
  ["displacementPeakToPeakUm", displacementPeakToPeakUm],
] as const)("%s", (_, integrate) => {
  test.each([
    ["no samples", [], RATE_HZ, "samples.length is 0"],
    ["one sample", [1], RATE_HZ, "samples.length is 1"],
    ["a NaN", [1, Number.NaN], RATE_HZ, "samples[1] is NaN"],
    ["a sample rate of 0", [1, 2], 0, "sampleRateHz is 0"],
    ["a negative sample rate", [1, 2], -1, "sampleRateHz is -1"],
  ])("refuses %s", (_name, values, rateHz, message) => {
    const act = () => integrate(Float32Array.from(values), rateHz, "g", BAND);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });

  test("a record shorter than a period of the cut-off, a band from 0 Hz or above Nyquist is insufficient data", () => {
    expect(integrate(noise(2400, 1), RATE_HZ, "g", BAND)).toHaveProperty("insufficientData");
    expect(integrate(noise(2560, 1), RATE_HZ, "g", { lowHz: 0, highHz: 100 })).toHaveProperty("insufficientData");
    expect(integrate(noise(2560, 1), RATE_HZ, "g", { lowHz: 10, highHz: 12_801 })).toHaveProperty("insufficientData");
  });

  test("a constant moves nothing, and an odd length is as good", () => {
    const result = integrate(new Float32Array(2561).fill(4), RATE_HZ, "g", BAND);
    const largest = typeof result === "number" ? result : Math.max(...(result as Float32Array));
    expectClose(largest, 0, 1e-2, 1);
  });
});
