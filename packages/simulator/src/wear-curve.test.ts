import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Random } from "./random.js";
import { wearCurve } from "./wear-curve.js";

test("wear is zero before onset, never falls, and ends between 5 and 7 mm, for every seed", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 2, max: 700 }), (seed, acquisitions) => {
      const { onsetIndex, sizeMm } = wearCurve(new Random(seed), acquisitions);
      expect(sizeMm).toHaveLength(acquisitions);
      sizeMm.forEach((size, index) => {
        expect(size > 0).toBe(index >= onsetIndex);
        if (index > 0) expect(size).toBeGreaterThanOrEqual(sizeMm[index - 1]!);
      });
      expect(sizeMm.at(-1)).toBeGreaterThan(4.99);
      expect(sizeMm.at(-1)).toBeLessThan(7.01);
    }),
    { numRuns: 60 },
  );
});

test("growth accelerates: the last fifth of the time since onset brings more than all the time before it", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { onsetIndex, sizeMm } = wearCurve(new Random(seed), 600);
    const beforeLastFifth = sizeMm[Math.round(onsetIndex + 0.8 * (599 - onsetIndex))]!;
    expect(sizeMm[599]! - beforeLastFifth).toBeGreaterThan(beforeLastFifth - sizeMm[onsetIndex]!);
  }
});
