import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { BackOff } from "./back-off.js";

const pauses = (options: ConstructorParameters<typeof BackOff>[0], count: number) => {
  const backOff = new BackOff(options);
  return Array.from({ length: count }, () => backOff.next());
};

describe("the pauses of a back-off", () => {
  it("double up to the longest", () => {
    expect(pauses({ firstMs: 100, longestMs: 1_000, random: () => 0.999_999_999 }, 6).map(Math.round)).toEqual([
      100, 200, 400, 800, 1_000, 1_000,
    ]);
  });

  it("lie between a half and the whole of their limit, whatever is drawn", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (drawn) => {
        for (const [i, pauseMs] of pauses({ firstMs: 64, longestMs: 4_096, random: () => drawn }, 10).entries()) {
          const limitMs = Math.min(4_096, 64 * 2 ** i);
          expect(pauseMs).toBeGreaterThanOrEqual(limitMs / 2);
          expect(pauseMs).toBeLessThanOrEqual(limitMs);
        }
      }),
    );
  });

  it("begin anew after progress", () => {
    const backOff = new BackOff({ firstMs: 100, longestMs: 1_000, random: () => 0 });
    expect([backOff.next(), backOff.next()]).toEqual([50, 100]);
    backOff.reset();
    expect(backOff.next()).toBe(50);
  });
});
