import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { HORIZONS_BLOCKS } from "./horizons.js";
import { pooled, probabilityWithin, quantileBlocks, requireDistribution } from "./life-distribution.js";

const cdfs = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: HORIZONS_BLOCKS.length, maxLength: HORIZONS_BLOCKS.length })
  .map((values) => [...values].sort((a, b) => a - b));

describe("a distribution of the remaining life", () => {
  test("horizons are evenly spaced in ln from half a block to a thousand", () => {
    expect(HORIZONS_BLOCKS[0]).toBe(0.5);
    expect(HORIZONS_BLOCKS.at(-1)).toBeCloseTo(1000, 9);
    const steps = HORIZONS_BLOCKS.slice(1).map((h, i) => h / (HORIZONS_BLOCKS[i] as number));
    for (const step of steps) expect(step).toBeCloseTo(steps[0] as number, 12);
  });

  test("quantiles rise with the probability, and the probability within a quantile is the one asked for", () => {
    fc.assert(
      fc.property(cdfs, fc.double({ min: 0.01, max: 0.98, noNaN: true }), (cdf, p) => {
        const blocks = quantileBlocks(cdf, p);
        expect(quantileBlocks(cdf, p + 0.01)).toBeGreaterThanOrEqual(blocks * (1 - 1e-12));
        // Where the distribution jumps (two equal horizons apart) more than p may lie within; never less.
        expect(probabilityWithin(cdf, blocks)).toBeGreaterThan(p - 1e-6);
      }),
    );
  });

  test("at a horizon it is the value that was stated", () => {
    const cdf = HORIZONS_BLOCKS.map((_, i) => (i + 1) / 21);
    HORIZONS_BLOCKS.forEach((horizon, i) => {
      expect(probabilityWithin(cdf, horizon)).toBeCloseTo((i + 1) / 21, 9);
      expect(quantileBlocks(cdf, (i + 1) / 21)).toBeCloseTo(horizon, 6);
    });
  });

  test("a pool is a distribution between its members", () => {
    fc.assert(
      fc.property(cdfs, cdfs, fc.double({ min: 0.01, max: 10, noNaN: true }), (a, b, weight) => {
        const pool = pooled([a, b], [1, weight]);
        expect(() => requireDistribution(pool)).not.toThrow();
        pool.forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(Math.min(a[i] as number, b[i] as number) - 1e-12);
          expect(p).toBeLessThanOrEqual(Math.max(a[i] as number, b[i] as number) + 1e-12);
        });
      }),
    );
  });

  test("what falls, leaves 0 to 1 or has the wrong length is refused by name", () => {
    const good = HORIZONS_BLOCKS.map(() => 0.5);
    expect(() => requireDistribution(good.slice(1))).toThrow(/cdf.length/);
    expect(() => requireDistribution(good.map((p, i) => (i === 3 ? 0.4 : p)))).toThrow(/cdf\[3\]/);
    expect(() => requireDistribution(good.map((p, i) => (i === 19 ? 1.1 : p)))).toThrow(/cdf\[19\]/);
    expect(() => requireDistribution(good.map(() => Number.NaN))).toThrow(/cdf\[0\]/);
    expect(() => pooled([good], [0])).toThrow(/weights/);
  });
});
