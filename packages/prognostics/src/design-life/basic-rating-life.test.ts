import { describe, expect, test } from "@jest/globals";
import { basicRatingLifeHours } from "./basic-rating-life.js";

const INPUTS = { dynamicLoadRatingN: 10_000, equivalentLoadN: 1000, speedRpm: 1000, fatigueExponent: 3 } as const;

describe("basic rating life of ISO 281", () => {
  test("(C/P)^3 million revolutions of a ball bearing, (C/P)^(10/3) of a roller bearing", () => {
    expect(basicRatingLifeHours(INPUTS)).toBeCloseTo(1e9 / 60_000, 6);
    expect(basicRatingLifeHours({ ...INPUTS, fatigueExponent: 10 / 3 })).toBeCloseTo(10 ** (10 / 3 + 6) / 60_000, 3);
  });

  test("twice the load takes seven eighths of a ball bearing's life", () => {
    expect(basicRatingLifeHours({ ...INPUTS, equivalentLoadN: 2000 }) / basicRatingLifeHours(INPUTS)).toBeCloseTo(1 / 8, 12);
  });

  test.each([["dynamicLoadRatingN"], ["equivalentLoadN"], ["speedRpm"], ["fatigueExponent"]] as const)("%s must be above 0", (field) => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => basicRatingLifeHours({ ...INPUTS, [field]: value })).toThrow(new RegExp(field));
    }
  });
});
