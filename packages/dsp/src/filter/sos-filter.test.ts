import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine, waveforms } from "../../test/signals.js";
import { timeStatistics } from "../statistics/time-statistics.js";
import { butterworthSections } from "./butterworth.js";
import { sosGainRatio } from "./second-order-sections.js";
import { sosFilter, sosRestState, sosSteadyState } from "./sos-filter.js";
import { zeroPhaseSosFilter } from "./zero-phase-sos-filter.js";

const RATE_HZ = 25_600;
const LOW_PASS = butterworthSections(4, { kind: "low_pass", cutoffHz: 1000 }, RATE_HZ);
const BAND_PASS = butterworthSections(6, { kind: "band_pass", lowHz: 10, highHz: 1000 }, RATE_HZ);

describe("causal filtering", () => {
  test("a stream cut anywhere gives, bit for bit, what one block gives", () => {
    fc.assert(
      fc.property(waveforms(2, 500), fc.double({ min: 0, max: 1, noNaN: true }), (samples, share) => {
        const cut = Math.min(samples.length - 1, Math.max(1, Math.round(share * samples.length)));
        const state = sosRestState(LOW_PASS);
        const parts = [samples.subarray(0, cut), samples.subarray(cut)].flatMap((block) => [...sosFilter(LOW_PASS, block, state)]);
        expect(parts).toEqual([...sosFilter(LOW_PASS, samples)]);
      }),
    );
  });

  test("a sine comes out with the gain of the transfer function", () => {
    for (const frequencyHz of [200, 1000, 2000]) {
      const late = sosFilter(LOW_PASS, sine(RATE_HZ, RATE_HZ, frequencyHz)).subarray(RATE_HZ / 2);
      expectClose(timeStatistics(late).rms * Math.SQRT2, sosGainRatio(LOW_PASS, frequencyHz), 1e-5);
    }
  });

  test("from the steady state a constant passes without a transient", () => {
    const result = sosFilter(LOW_PASS, new Float32Array(100).fill(3), sosSteadyState(LOW_PASS, 3));
    for (const value of result) expectClose(value, 3, 1e-6);
  });

  test("a state of another filter is refused by name", () => {
    expect(() => sosFilter(LOW_PASS, noise(10, 1), new Float64Array(2))).toThrow("state.length is 2");
  });
});

describe("zero-phase filtering", () => {
  test("a sine in the middle of the record keeps its place and has the gain squared", () => {
    const samples = sine(RATE_HZ, RATE_HZ, 800);
    const result = zeroPhaseSosFilter(LOW_PASS, samples) as Float32Array;
    const gain = sosGainRatio(LOW_PASS, 800) ** 2;
    for (let i = 5000; i < 20_000; i += 7) expectClose(result[i] as number, gain * (samples[i] as number), 1e-5, 1);
  });

  test("a record turned round comes out turned round but for its ends", () => {
    const samples = noise(20_000, 3);
    const forward = zeroPhaseSosFilter(LOW_PASS, samples) as Float32Array;
    const backward = (zeroPhaseSosFilter(LOW_PASS, samples.slice().reverse()) as Float32Array).reverse();
    for (let i = 1000; i < 19_000; i += 11) expectClose(backward[i] as number, forward[i] as number, 1e-6, 1);
  });

  test("it is linear: a straight line passes a low pass as it is", () => {
    const line = Float32Array.from({ length: 1000 }, (_, i) => 2 + 0.01 * i);
    const result = zeroPhaseSosFilter(LOW_PASS, line) as Float32Array;
    for (const [i, value] of result.entries()) expectClose(value, line[i] as number, 1e-2);
  });

  test("a narrow band at low frequencies stays stable: what its ends ring up stays within ten times the noise that went in", () => {
    fc.assert(
      fc.property(waveforms(1000, 4000), (samples) => {
        const result = zeroPhaseSosFilter(BAND_PASS, samples) as Float32Array;
        expect(timeStatistics(result).rms).toBeLessThan(10 * timeStatistics(samples).rms);
      }),
      { numRuns: 20 },
    );
  });

  test("a record that is not longer than the padding is insufficient data", () => {
    expect(zeroPhaseSosFilter(LOW_PASS, noise(15, 1))).toHaveProperty("insufficientData");
    expect(zeroPhaseSosFilter(LOW_PASS, noise(16, 1))).toHaveLength(16);
    expect(zeroPhaseSosFilter(LOW_PASS, noise(1, 1))).toHaveProperty("insufficientData");
  });

  test("a constant stays what it is", () => {
    for (const value of zeroPhaseSosFilter(LOW_PASS, new Float32Array(99).fill(-7)) as Float32Array) expectClose(value, -7, 1e-6);
    for (const value of zeroPhaseSosFilter(LOW_PASS, new Float32Array(99)) as Float32Array) expect(value).toBe(0);
  });
});

describe.each([
  ["sosFilter", (samples: Float32Array) => sosFilter(LOW_PASS, samples)],
  ["zeroPhaseSosFilter", (samples: Float32Array) => zeroPhaseSosFilter(LOW_PASS, samples)],
])("%s refuses", (_, filter) => {
  test.each([
    ["no samples", [], "samples.length is 0"],
    ["a NaN", [1, Number.NaN], "samples[1] is NaN"],
    ["an infinite sample", [Number.POSITIVE_INFINITY], "samples[0] is Infinity"],
  ])("%s", (_name, values, message) => {
    expect(() => filter(Float32Array.from(values))).toThrow(InvalidValue);
    expect(() => filter(Float32Array.from(values))).toThrow(message);
  });
});
