import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine, sum } from "../../test/signals.js";
import { timeStatistics } from "../statistics/time-statistics.js";
import { decimate, type ResampledWaveform, resample } from "./resample.js";

const RATE_HZ = 25_600;

function decimated(samples: Float32Array, factor: number): ResampledWaveform {
  const result = decimate(samples, RATE_HZ, factor);
  if ("insufficientData" in result) throw new Error(result.insufficientData);
  return result;
}

describe("decimation", () => {
  test("what lies below 0.8 × the new Nyquist frequency keeps level and phase to 1e-4", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.double({ min: 0.01, max: 0.8, noNaN: true }), (factor, share) => {
        const frequencyHz = (share * RATE_HZ) / (2 * factor);
        const { samples, sampleRateHz } = decimated(sine(RATE_HZ, RATE_HZ, frequencyHz), factor);
        expect(sampleRateHz).toBe(RATE_HZ / factor);
        expect(samples).toHaveLength(Math.ceil(RATE_HZ / factor));
        for (let i = 60; i < samples.length - 60; i++)
          expectClose(samples[i] as number, Math.sin((2 * Math.PI * frequencyHz * i * factor) / RATE_HZ), 2e-4, 1);
      }),
      { numRuns: 12 },
    );
  });

  test("what lies above the new Nyquist frequency does not fold back: -80 dB", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.double({ min: 1, max: 1.9, noNaN: true }), (factor, share) => {
        const { samples } = decimated(sine(RATE_HZ, RATE_HZ, (share * RATE_HZ) / (2 * factor)), factor);
        expect(timeStatistics(samples.subarray(60, -60)).peak).toBeLessThan(1.5e-4);
      }),
      { numRuns: 12 },
    );
  });

  test("an offset passes from the first sample to the last, and factor 1 changes nothing", () => {
    for (const value of decimated(new Float32Array(999).fill(3), 7).samples) expectClose(value, 3, 1e-6);
    const samples = noise(100, 1);
    expect(decimated(samples, 1).samples).toEqual(samples);
  });

  test("it is linear", () => {
    const [a, b] = [noise(4000, 1), noise(4000, 2)];
    const [left, right, both] = [a, b, sum(a, b)].map((samples) => decimated(samples, 5).samples) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (const [i, value] of both.entries()) expectClose(value, (left[i] as number) + (right[i] as number), 1e-6, 1);
  });

  test("a record not longer than half the filter is insufficient data", () => {
    expect(decimate(noise(251, 1), RATE_HZ, 10)).toHaveProperty("insufficientData");
    expect(decimate(noise(252, 1), RATE_HZ, 10)).toHaveProperty("samples");
    expect(decimate(noise(1, 1), RATE_HZ, 2)).toHaveProperty("insufficientData");
  });

  test.each([
    [[], 100, 2, "samples.length is 0"],
    [[1, Number.NaN], 100, 2, "samples[1] is NaN"],
    [[1, 2], 0, 2, "sampleRateHz is 0"],
    [[1, 2], -5, 2, "sampleRateHz is -5"],
    [[1, 2], 100, 0, "factor is 0"],
    [[1, 2], 100, 1.5, "factor is 1.5"],
    [[1, 2], 100, 1001, "factor is 1001"],
  ])("%p at %p Hz by %p is refused by name", (values, rateHz, factor, message) => {
    const act = () => decimate(Float32Array.from(values), rateHz, factor);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});

describe("resampling", () => {
  test("a sine is the same sine at the new rate", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), (up, down) => {
        const frequencyHz = (0.7 * RATE_HZ * Math.min(1, up / down)) / 2;
        const result = resample(sine(6000, RATE_HZ, frequencyHz), RATE_HZ, up, down) as ResampledWaveform;
        expect(result.samples).toHaveLength(Math.ceil((6000 * up) / down));
        expectClose(result.sampleRateHz, (RATE_HZ * up) / down, 1e-12);
        const edge = Math.ceil(60 * Math.max(1, up / down));
        for (let i = edge; i < result.samples.length - edge; i++) {
          expectClose(result.samples[i] as number, Math.sin((2 * Math.PI * frequencyHz * i * down) / (RATE_HZ * up)), 3e-4, 1);
        }
      }),
      { numRuns: 12 },
    );
  });

  test("up and down by the same factor gives the samples back", () => {
    const samples = noise(500, 5);
    expect((resample(samples, RATE_HZ, 6, 6) as ResampledWaveform).samples).toEqual(samples);
    expect(() => resample(samples, RATE_HZ, 0, 1)).toThrow("up is 0");
    expect(() => resample(samples, RATE_HZ, 1, 0)).toThrow("down is 0");
  });
});
