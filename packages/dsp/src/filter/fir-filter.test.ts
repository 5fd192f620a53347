import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, noise, sine, sum, waveforms } from "../../test/signals.js";
import { type FirFilter, firWindowedSinc } from "./fir-design.js";
import { firFilter } from "./fir-filter.js";
import { kaiserDesign } from "./kaiser-design.js";

const RATE_HZ = 25_600;

function gainAt({ taps, sampleRateHz }: FirFilter, frequencyHz: number): number {
  const centre = (taps.length - 1) / 2;
  return Math.abs(taps.reduce((total, tap, n) => total + tap * Math.cos((2 * Math.PI * frequencyHz * (n - centre)) / sampleRateHz), 0));
}

describe("Kaiser design", () => {
  test("what it promises, the filter keeps: ripple below the attenuation in both bands", () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 100 }), fc.integer({ min: 300, max: 2000 }), (attenuationDb, transitionHz) => {
        const { taps, kaiserBeta } = kaiserDesign(attenuationDb, transitionHz, RATE_HZ);
        const filter = firWindowedSinc(taps, { kind: "low_pass", cutoffHz: 4000 }, RATE_HZ, { kaiserBeta });
        // Kaiser's formula is an estimate: 3 dB.
        const ripple = 1.42 * 10 ** (-attenuationDb / 20);
        for (let hz = 0; hz <= 4000 - transitionHz / 2; hz += 97) expect(Math.abs(gainAt(filter, hz) - 1)).toBeLessThan(ripple);
        for (let hz = 4000 + transitionHz / 2; hz < RATE_HZ / 2; hz += 97) expect(gainAt(filter, hz)).toBeLessThan(ripple);
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    [7, 500, "attenuationDb is 7"],
    [Number.NaN, 500, "attenuationDb is NaN"],
    [60, 0, "transitionHz is 0"],
    [60, 12_800, "transitionHz is 12800"],
    [60, 1e-3, "transitionHz is 0.001"],
  ])("%p dB over %p Hz is refused by name", (attenuationDb, transitionHz, message) => {
    expect(() => kaiserDesign(attenuationDb, transitionHz, RATE_HZ)).toThrow(message);
  });
});

describe("windowed sinc", () => {
  test("has gain 1/2 at an edge and 1 where it passes", () => {
    const filter = firWindowedSinc(513, { kind: "band_pass", lowHz: 2000, highHz: 6000 }, RATE_HZ);
    for (const [frequencyHz, gain] of [
      [2000, 0.5],
      [6000, 0.5],
      [4000, 1],
      [0, 0],
      [9000, 0],
    ] as const) {
      expectClose(gainAt(filter, frequencyHz), gain, 2e-3, 1);
    }
  });

  test("low pass and high pass of one cut-off add up to nothing but a delay", () => {
    const parts = (["low_pass", "high_pass"] as const).map((kind) => firWindowedSinc(101, { kind, cutoffHz: 3000 }, RATE_HZ).taps);
    for (let n = 0; n < 101; n++) expectClose((parts[0]?.[n] as number) + (parts[1]?.[n] as number), n === 50 ? 1 : 0, 2e-3, 1);
  });

  test.each([
    [2, { kind: "low_pass", cutoffHz: 100 }, "hamming", "taps is 2"],
    [64, { kind: "high_pass", cutoffHz: 100 }, "hamming", "taps is 64"],
    [64, { kind: "band_stop", lowHz: 100, highHz: 200 }, "hamming", "taps is 64"],
    [65, { kind: "low_pass", cutoffHz: 100 }, { kaiserBeta: -1 }, "window.kaiserBeta is -1"],
    [65, { kind: "low_pass", cutoffHz: 12_800 }, "hann", "cutoffHz is 12800"],
  ] as const)("%p taps of %p with %p are refused by name", (taps, shape, window, message) => {
    expect(() => firWindowedSinc(taps, shape, RATE_HZ, window)).toThrow(message);
  });
});

describe("FIR filtering", () => {
  const short = firWindowedSinc(31, { kind: "low_pass", cutoffHz: 3000 }, RATE_HZ);
  const long = firWindowedSinc(401, { kind: "low_pass", cutoffHz: 3000 }, RATE_HZ);

  test("by way of the spectrum it is the sum itself, at any length of record and filter", () => {
    fc.assert(
      fc.property(waveforms(1, 5000), fc.integer({ min: 33, max: 700 }), (samples, count) => {
        const filter = firWindowedSinc(count, { kind: "low_pass", cutoffHz: 3000 }, RATE_HZ);
        const result = firFilter(filter, samples, "causal") as Float32Array;
        const scale = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        for (let n = 0; n < samples.length; n += 1 + Math.floor(samples.length / 40)) {
          let expected = 0;
          for (let k = 0; k < count && k <= n; k++) expected += (filter.taps[k] as number) * (samples[n - k] as number);
          expectClose(result[n] as number, expected, 1e-5, scale);
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ["short", short],
    ["long", long],
  ])("a centred %s filter delays nothing: a sine it passes stays, one it stops goes", (_, filter) => {
    const passed = sine(RATE_HZ, RATE_HZ, 500);
    const result = firFilter(filter, sum(passed, sine(RATE_HZ, RATE_HZ, 6000))) as Float32Array;
    for (let i = 500; i < 25_000; i += 13) expectClose(result[i] as number, passed[i] as number, 6e-3, 1);
  });

  test("causal is centred, later by half the filter", () => {
    const samples = noise(3000, 2);
    const [causal, centred] = (["causal", "centred"] as const).map((alignment) => firFilter(short, samples, alignment) as Float32Array);
    for (let i = 100; i < 2900; i++) expect(causal?.[i + 15]).toBe(centred?.[i]);
  });

  test("a constant passes a centred low pass from the first sample to the last", () => {
    for (const filter of [short, long]) {
      for (const value of firFilter(filter, new Float32Array(1000).fill(5)) as Float32Array) expectClose(value, 5, 1e-5);
    }
  });

  test("a record not longer than half a centred filter is insufficient data; an even filter cannot be centred", () => {
    expect(firFilter(short, noise(15, 1))).toHaveProperty("insufficientData");
    expect(firFilter(short, noise(16, 1))).toHaveLength(16);
    const even = firWindowedSinc(64, { kind: "low_pass", cutoffHz: 3000 }, RATE_HZ);
    expect(() => firFilter(even, noise(480, 1))).toThrow("filter.taps.length is 64");
    expect(() => firFilter(short, new Float32Array(0))).toThrow(InvalidValue);
    expect(() => firFilter(short, Float32Array.of(1, Number.NaN))).toThrow("samples[1] is NaN");
  });
});
