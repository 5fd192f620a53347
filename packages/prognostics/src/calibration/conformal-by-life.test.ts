import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { uniform } from "../../test/synthetic-lives.js";
import { type JudgedMoment, wideningByLife } from "./conformal-by-life.js";

/** A life whose moments miss an interval from 0 to 0 by these. */
const life = (...misses: readonly number[]): JudgedMoment[] => misses.map((miss) => ({ lowLn: 0, highLn: 0, remainingLn: miss }));

describe("conformal widening by life", () => {
  test("nine lives of one moment each: eight must be held so that the tenth may be missed", () => {
    const lives = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((miss) => life(miss));
    expect(wideningByLife(lives, 0.8)).toEqual({ marginLn: 8, lives: 9, supportedLevel: 0.9 });
  });

  test("says what so few lives can vouch for, and then holds them all", () => {
    const { marginLn, supportedLevel } = wideningByLife([life(1), life(3), life(2)], 0.8);
    expect(marginLn).toBe(3);
    expect(supportedLevel).toBe(0.75);
  });

  test("a life has one vote however many moments it has, and one without a prediction has none", () => {
    const dense = Array(500).fill(1);
    expect(wideningByLife([life(...dense), life(2, 2), life(3), []], 0.5)).toEqual(wideningByLife([life(1), life(2), life(3)], 0.5));
  });

  test("the share held of a new life is at least the level on average, and not much more with many lives", () => {
    const random = uniform(5);
    /** Lives differ: each misses by its own scale. */
    const draw = () => {
      const scale = 0.2 + 2 * random();
      return life(...Array.from({ length: 20 }, () => scale * random()));
    };
    const shareHeld = (count: number) => {
      const trials = Array.from({ length: 300 }, () => {
        const { marginLn } = wideningByLife(Array.from({ length: count }, draw), 0.8);
        const next = draw();
        return next.filter(({ remainingLn }) => remainingLn <= marginLn).length / next.length;
      });
      return trials.reduce((sum, share) => sum + share, 0) / trials.length;
    };
    expect(shareHeld(6)).toBeGreaterThan(0.8);
    expect(shareHeld(40)).toBeGreaterThan(0.79);
    expect(shareHeld(40)).toBeLessThan(0.86);
  });

  test("of few lives the hardest does not set the margin alone: it settles as lives are added, and never passes what holds every moment", () => {
    const random = uniform(11);
    const draw = () => life(...Array.from({ length: 20 }, () => 2 * random()));
    const meanMargin = (count: number) => {
      const margins = Array.from({ length: 200 }, () => wideningByLife(Array.from({ length: count }, draw), 0.8).marginLn);
      return margins.reduce((sum, margin) => sum + margin, 0) / margins.length;
    };
    const means = [2, 4, 6, 8].map(meanMargin);
    for (let i = 1; i < means.length; i++) expect(means[i]).toBeLessThan((means[i - 1] as number) + 0.01);
    expect(wideningByLife([life(1), life(9)], 0.8).marginLn).toBe(9);
  });

  test("eight lives that differ little: the prediction limit of a normal sample", () => {
    const misses = [1, 1.1, 0.9, 1.2, 0.8, 1, 1.05, 0.95];
    const { marginLn } = wideningByLife(
      misses.map((miss) => life(miss)),
      0.8,
    );
    expect(marginLn).toBeCloseTo(1 + 0.896 * 0.122474 * Math.sqrt(1 + 1 / 8), 4);
  });

  test("with nine lives or more the margin is as small as it can be", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 8 }), { minLength: 9, maxLength: 14 }),
        (misses) => {
          const margins = misses.map((moments) => moments.map(Math.abs));
          const held = (marginLn: number) =>
            margins.reduce((sum, moments) => sum + moments.filter((margin) => margin <= marginLn).length / moments.length, 0) /
            margins.length;
          const needed = 1 - (0.2 * (misses.length + 1) - 1) / misses.length;
          const { marginLn } = wideningByLife(
            misses.map((moments) => life(...moments)),
            0.8,
          );
          expect(held(marginLn)).toBeGreaterThanOrEqual(Math.min(1, needed) - 1e-9);
          const smaller = Math.max(...margins.flat().filter((margin) => margin < marginLn), Number.NEGATIVE_INFINITY);
          if (Number.isFinite(smaller)) expect(held(smaller)).toBeLessThan(needed);
        },
      ),
    );
  });

  test("no life, or a level outside 0 to 1, is refused", () => {
    expect(() => wideningByLife([[]], 0.8)).toThrow(/lives/);
    expect(() => wideningByLife([life(1)], 1)).toThrow(/level/);
  });
});
