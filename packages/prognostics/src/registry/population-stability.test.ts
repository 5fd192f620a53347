import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { syntheticLives, uniform } from "../../test/synthetic-lives.js";
import { type InputProfile, inputProfiles } from "../models/input-profile.js";
import { DRIFT_LIMIT, populationStability } from "./population-stability.js";

const TENTHS: InputProfile = { input: "lnRatio", edges: [1, 2, 3, 4, 5, 6, 7, 8, 9], shares: Array(10).fill(0.1) };

describe("the population stability index", () => {
  test("is 0 where the shares agree, as by the closed form where they do not", () => {
    expect(populationStability(TENTHS, [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5])).toBeCloseTo(0, 12);
    const halves: InputProfile = { input: "lnRatio", edges: [0], shares: [0.5, 0.5] };
    const seen = [...Array(74.5 - 0.5).fill(-1), ...Array(25).fill(1)];
    const [low, high] = [74.5 / 100, 25.5 / 100];
    expect(populationStability(halves, seen)).toBeCloseTo((low - 0.5) * Math.log(low / 0.5) + (high - 0.5) * Math.log(high / 0.5), 12);
  });

  test("is at least 0 and finite, whatever is seen", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 300 }), (values) => {
        const index = populationStability(TENTHS, values);
        expect(index >= 0 && Number.isFinite(index)).toBe(true);
      }),
    );
  });

  test("does not depend on the order of the values", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1 }), (values) => {
        expect(populationStability(TENTHS, [...values].reverse())).toBeCloseTo(populationStability(TENTHS, values), 12);
      }),
    );
  });

  test("tells lives of the kind that was trained on from such of another kind", () => {
    const [profile] = inputProfiles(syntheticLives(20, 1), ["lnRatio"]);
    const asked = syntheticLives(20, 2).flatMap(({ moments }) =>
      moments.filter(({ onset }) => onset).map(({ indicators }) => indicators.lnRatio),
    );
    expect(populationStability(profile as InputProfile, asked)).toBeLessThan(DRIFT_LIMIT);
    expect(
      populationStability(
        profile as InputProfile,
        asked.map((value) => 1.6 * value),
      ),
    ).toBeGreaterThan(DRIFT_LIMIT);
  });
});

describe("the profile of an input", () => {
  test("has a tenth between deciles, each life one vote however long", () => {
    const [profile] = inputProfiles(syntheticLives(30, 3), ["lnRatio"]) as [InputProfile];
    expect(profile.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    for (const share of profile.shares) expect(Math.abs(share - 0.1)).toBeLessThan(0.02);
  });

  test("joins deciles that coincide, with the share that was there", () => {
    const random = uniform(4);
    const moments = Array.from({ length: 1000 }, (_, i) => {
      const lnGrowth = i < 450 ? 0 : 1 + random();
      return { remainingBlocks: 1000 - i, onset: true, indicators: { lnRatio: 1, lnPeakRatio: 1, lnGrowth } };
    });
    const [growth, constant] = inputProfiles([{ id: "one", moments }], ["lnGrowth", "lnRatio"]) as [InputProfile, InputProfile];
    expect(growth.edges).toHaveLength(6);
    expect(growth.shares[0]).toBeCloseTo(0.45, 9);
    expect(constant).toEqual({ input: "lnRatio", edges: [1], shares: [expect.closeTo(1, 9), 0] });
  });

  test("there is none where no life ever had an onset", () => {
    expect(inputProfiles([{ id: "quiet", moments: [] }], ["lnRatio"])).toEqual([]);
  });
});
