import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose, impacts, noise, sine, sum } from "../../test/signals.js";
import { envelope } from "./envelope.js";
import { envelopeSpectrum } from "./envelope-spectrum.js";
import { fastKurtogram, type Kurtogram, type KurtogramChoice, type KurtogramOptions } from "./fast-kurtogram.js";

const RATE_HZ = 25_600;

function kurtogramOf(samples: Float32Array, options: Partial<KurtogramOptions> = {}): Kurtogram {
  const result = fastKurtogram(samples, RATE_HZ, options);
  if ("insufficientData" in result) throw new Error(result.insufficientData);
  return result;
}

/** The sum of twelve uniform values: Gaussian to well beyond what a kurtosis of some thousand values can tell. */
function gaussian(length: number, seed: number): Float32Array {
  const uniform = noise(12 * length, seed);
  return Float32Array.from({ length }, (_, i) => uniform.subarray(12 * i, 12 * i + 12).reduce((a, b) => a + b, 0) / 2);
}

describe("fast kurtogram", () => {
  test("bands are those of the 1/3-binary tree, as narrow as asked for", () => {
    const { levels } = kurtogramOf(gaussian(RATE_HZ, 1), { minBandwidthHz: 500 });
    expect(levels.map(({ kurtosis }) => kurtosis.length)).toEqual([1, 2, 3, 4, 6, 8, 12, 16, 24]);
    for (const { bandwidthHz, kurtosis, level } of levels) {
      expect(bandwidthHz * kurtosis.length).toBeCloseTo(RATE_HZ / 2, 6);
      expect(2 ** level).toBeCloseTo(kurtosis.length, 9);
    }
  });

  test("a steady tone has kurtosis -1 in its band", () => {
    const { levels } = kurtogramOf(sum(sine(RATE_HZ, RATE_HZ, 5300, 50), gaussian(RATE_HZ, 2)));
    for (const { bandwidthHz, kurtosis } of levels) expectClose(kurtosis[Math.floor(5300 / bandwidthHz)] as number, -1, 0.02);
  });

  test("Gaussian noise has kurtosis 0 everywhere but for its standard error, and no band is chosen", () => {
    for (const seed of [1, 2, 3]) {
      const { levels, choice } = kurtogramOf(gaussian(RATE_HZ, seed));
      for (const { kurtosis, standardError } of levels)
        for (const value of kurtosis) expect(Math.abs(value as number)).toBeLessThan(4 * standardError);
      expect(choice).toHaveProperty("insufficientData");
    }
  });

  test("one band-limited impulse has the kurtosis that its width and the record's length tell", () => {
    // Of an impulse in n independent values mean |c|^4 / (mean |c|²)² grows with n.
    const impulse = (length: number) => {
      const samples = new Float32Array(length);
      samples[length / 2] = 1;
      return kurtogramOf(samples).levels.at(-1)?.kurtosis[6] as number;
    };
    expectClose((impulse(51_200) + 2) / (impulse(25_600) + 2), 2, 0.02);
  });

  test("the chosen band lies at the resonance, and its envelope shows the impacts' frequency", () => {
    fc.assert(
      fc.property(fc.integer({ min: 3000, max: 9000 }), fc.integer({ min: 1, max: 1000 }), (carrierHz, seed) => {
        const samples = impacts(RATE_HZ, RATE_HZ, seed, carrierHz, 107.3, 1.2);
        const { band, kurtosis } = kurtogramOf(samples).choice as KurtogramChoice;
        expect(band.lowHz - 1000).toBeLessThan(carrierHz);
        expect(band.highHz + 1000).toBeGreaterThan(carrierHz);
        expect(kurtosis).toBeGreaterThan(1);
        const spectrum = envelopeSpectrum(envelope(samples, RATE_HZ, band) as Float32Array, RATE_HZ, { maxHz: 500 });
        const { amplitude } = spectrum as { amplitude: Float32Array };
        const strongest = amplitude.indexOf(Math.max(...amplitude));
        expect(Math.abs(strongest / 107.3 - Math.round(strongest / 107.3))).toBeLessThan(0.02);
      }),
      { numRuns: 8 },
    );
  });

  test("a jump where the record wraps around is not taken for an impact", () => {
    // 40.25 periods: the end is far from the start.
    const { choice } = kurtogramOf(sum(sine(RATE_HZ, RATE_HZ, 40.25, 200), gaussian(RATE_HZ, 5)));
    expect(choice).toHaveProperty("insufficientData");
  });

  test("the scale does not matter", () => {
    const samples = impacts(RATE_HZ, RATE_HZ, 7, 5300, 107.3, 3);
    expect(kurtogramOf(samples.map((value) => 1024 * value))).toEqual(kurtogramOf(samples));
  });

  test("only bands in the search are chosen", () => {
    const samples = impacts(RATE_HZ, RATE_HZ, 7, 5300, 107.3, 4);
    const { band } = kurtogramOf(samples, { search: { lowHz: 0, highHz: 4500 } }).choice as KurtogramChoice;
    expect(band.highHz).toBeLessThanOrEqual(4500);
  });

  test("a band without signal has no kurtosis rather than that of rounding", () => {
    const { levels } = kurtogramOf(new Float32Array(RATE_HZ).map((_, i) => (i % 2 === 0 ? 1 : -1)));
    expect(levels.flatMap(({ kurtosis }) => kurtosis).every((value) => value === undefined || Number.isFinite(value))).toBe(true);
    expect(levels.at(-1)?.kurtosis[3]).toBeUndefined();
  });

  test.each([
    ["a constant", new Float32Array(RATE_HZ).fill(0.1)],
    ["silence", new Float32Array(RATE_HZ)],
    ["a record too short for two bands", noise(300, 1)],
    ["one sample", noise(1, 1)],
  ])("%s is insufficient data", (_, samples) => {
    expect(fastKurtogram(samples, RATE_HZ)).toHaveProperty("insufficientData");
  });

  test("an odd length is as good", () => {
    expect(kurtogramOf(impacts(25_601, RATE_HZ, 1, 5300, 107.3, 4)).choice).toHaveProperty("band");
  });

  test.each([
    [[], RATE_HZ, {}, "samples.length is 0"],
    [[1, Number.NaN], RATE_HZ, {}, "samples[1] is NaN"],
    [[1, 2], 0, {}, "sampleRateHz is 0"],
    [[1, 2], RATE_HZ, { minBandwidthHz: 0 }, "minBandwidthHz is 0"],
    [[1, 2], RATE_HZ, { search: { lowHz: 200, highHz: 100 } }, "highHz is 100"],
  ])("%p at %p Hz with %p is refused by name", (values, rateHz, options, message) => {
    const act = () => fastKurtogram(Float32Array.from(values), rateHz, options);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});
