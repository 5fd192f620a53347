import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type JudgedMoment, wideningByLife } from "./conformal-by-life.js";

/** A life whose every moment misses the interval from 0 to 0 by `miss`. */
const life = (miss: number, moments = 5): JudgedMoment[] =>
  Array.from({ length: moments }, () => ({ lowLn: 0, highLn: 0, remainingLn: miss }));

describe("conformal widening by life", () => {
  test("takes the ⌈(n+1)·level⌉-th smallest margin", () => {
    const lives = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((miss) => life(miss));
    expect(wideningByLife(lives, 0.8)).toEqual({ marginLn: 8, lives: 9, supportedLevel: 0.9 });
  });

  test("says what so few lives can vouch for", () => {
    const { marginLn, supportedLevel } = wideningByLife([life(1), life(3), life(2)], 0.8);
    expect(marginLn).toBe(3);
    expect(supportedLevel).toBe(0.75);
  });

  test("a life has one vote however many moments it has, and one without a prediction has none", () => {
    expect(wideningByLife([life(1, 500), life(2, 2), life(3, 1), []], 0.5)).toEqual(wideningByLife([life(1), life(2), life(3)], 0.5));
  });

  test("moved out by the margin, the interval holds the share in at least that rank of the lives it was made on", () => {
    const moment = fc.record({
      lowLn: fc.double({ min: -2, max: 0, noNaN: true }),
      highLn: fc.double({ min: 0, max: 2, noNaN: true }),
      remainingLn: fc.double({ min: -4, max: 4, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(moment, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 12 }), (lives) => {
        const { marginLn } = wideningByLife(lives, 0.8);
        const held = lives.filter((moments) => {
          const inside = moments.filter(
            ({ lowLn, highLn, remainingLn }) => remainingLn >= lowLn - marginLn - 1e-9 && remainingLn <= highLn + marginLn + 1e-9,
          );
          return inside.length >= 0.8 * moments.length;
        });
        expect(held.length).toBeGreaterThanOrEqual(Math.min(lives.length, Math.ceil((lives.length + 1) * 0.8)));
      }),
    );
  });

  test("no life, or a level outside 0 to 1, is refused", () => {
    expect(() => wideningByLife([[]], 0.8)).toThrow(/lives/);
    expect(() => wideningByLife([life(1)], 1)).toThrow(/level/);
  });
});
