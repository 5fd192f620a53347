import { describe, expect, test } from "@jest/globals";
import type { Life } from "@phm/prognostics";
import type { RulContender } from "../evaluate/rul/rul-predictors.js";
import { seededUniform } from "../evaluate/rul/rul-recipes.js";
import { curvePoint, drawnFolds, everyFold, pinballChange } from "./learning-curve.js";

const QUIET = { lnRatio: 0, lnPeakRatio: 0, lnGrowth: 0 };
/** A life with one moment after onset, so many blocks before its end. */
const lifeWith = (id: number, remainingBlocks: number): Life => ({
  id: `life-${id}`,
  moments: [{ indicators: QUIET, remainingBlocks, onset: true }],
});
const LIVES = [1, 2, 4, 8, 16, 32].map((remaining, i) => lifeWith(i, remaining));

/** Says that every moment has e^(1 / lives learnt from) blocks left: off by 1/n in ln where one block remains. */
const counting: RulContender = {
  name: "counting",
  fit: (lives) => () => ({ p10: 1 / lives.length, p50: 1 / lives.length, p90: 1 / lives.length }),
};

describe("the learning curve", () => {
  test("every choice of lives comes once, with all the others held out", () => {
    const folds = everyFold(LIVES, 2);
    expect(folds).toHaveLength(15);
    expect(new Set(folds.map(({ learnt }) => learnt.map(({ id }) => id).join())).size).toBe(15);
    for (const { learnt, heldOut } of folds) expect(new Set([...learnt, ...heldOut]).size).toBe(LIVES.length);
  });

  test("drawn lives are all different, of the pool and never held out; the same seed draws the same", () => {
    const [pool, heldOut] = [LIVES.slice(0, 4), LIVES.slice(4)];
    const folds = drawnFolds(pool, heldOut, 3, 20, seededUniform(1));
    for (const { learnt } of folds) {
      expect(new Set(learnt).size).toBe(3);
      expect(learnt.every((life) => pool.includes(life))).toBe(true);
    }
    expect(drawnFolds(pool, heldOut, 3, 20, seededUniform(1))).toEqual(folds);
    expect(() => drawnFolds(pool, heldOut, 5, 1, seededUniform(1))).toThrow(/size/);
  });

  test("a point is the mean loss over lives, each life the mean over the fits that had not seen it", () => {
    const ones = [0, 1, 2, 3].map((id) => lifeWith(id, 1));
    const loss = (n: number) => (0.9 + 0.5 + 0.1) / 3 / n;
    const [two, three] = [2, 3].map((size) => curvePoint(counting, everyFold(ones, size), seededUniform(1)));
    expect(two).toMatchObject({ lives: 2, fits: 6 });
    expect(two!.pinballLn.mean).toBeCloseTo(loss(2), 12);
    const change = pinballChange(two!, three!, seededUniform(1));
    expect(change.mean).toBeCloseTo(loss(3) - loss(2), 12);
    expect(change.high).toBeLessThan(0);
  });

  test("is refused where nothing can be judged", () => {
    expect(() => curvePoint(counting, [], seededUniform(1))).toThrow(/folds/);
  });
});
