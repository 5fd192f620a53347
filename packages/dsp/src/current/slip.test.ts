import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { slip } from "./slip.js";

describe("slip", () => {
  test.each([
    [50, 2, 1470, 0.02],
    [60, 2, 1725, 0.0416667],
    [50, 1, 3000, 0],
    [50, 3, 0, 1],
    [50, 2, 1530, -0.02],
  ])("%p Hz, %p pole pairs, %p rpm -> %p", (fundamentalHz, polePairs, speedRpm, expected) => {
    expect(slip({ fundamentalHz, polePairs, speedRpm })).toBeCloseTo(expected, 6);
  });

  test("the rotor frequency is what the slip leaves of the synchronous one", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 400, noNaN: true }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (f, p, s) => {
          const speedRpm = (60 * f * (1 - s)) / p;
          expect(slip({ fundamentalHz: f, polePairs: p, speedRpm })).toBeCloseTo(s, 9);
        },
      ),
    );
  });

  test.each([
    [{ fundamentalHz: 0, polePairs: 2, speedRpm: 1470 }, "fundamentalHz is 0"],
    [{ fundamentalHz: Number.NaN, polePairs: 2, speedRpm: 1470 }, "fundamentalHz is NaN"],
    [{ fundamentalHz: 50, polePairs: 1.5, speedRpm: 1470 }, "polePairs is 1.5"],
    [{ fundamentalHz: 50, polePairs: 2, speedRpm: -1 }, "speedRpm is -1"],
  ])("%p is refused by name", (speed, message) => {
    expect(() => slip(speed)).toThrow(InvalidValue);
    expect(() => slip(speed)).toThrow(message);
  });
});
