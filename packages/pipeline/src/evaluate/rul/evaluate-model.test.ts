import { describe, expect, test } from "@jest/globals";
import { compareModels, type Life, openRulModel, pairedOnCards, trainRulModel } from "@phm/prognostics";
import { BUILT_IN_MODELS } from "../../served-models.js";
import { evaluateModel } from "./evaluate-model.js";
import { CDF_FOREST, PROPORTIONAL_ODDS, seededUniform } from "./rul-recipes.js";

const CARD = { model: "made-up-1", data: "made up", licence: "none", split: "one out", limits: "tests" };

const BLOCKS = 50;

/** Lives whose level rises over their last blocks; `earlyBlocks` more of a raised level in the first half of the life. */
function lives(count: number, seed: number, earlyBlocks = 0): Life[] {
  const uniform = seededUniform(seed);
  return Array.from({ length: count }, (_, i) => {
    const wear = 10 + 10 * uniform();
    const moments = Array.from({ length: BLOCKS }, (_unused, block) => {
      const remainingBlocks = BLOCKS - block;
      const lnRatio = block < earlyBlocks ? 3 : Math.max(0, (2.5 * (wear - remainingBlocks)) / wear + 0.1 * uniform());
      return { remainingBlocks, onset: lnRatio > 0.7, indicators: { lnRatio, lnPeakRatio: lnRatio, lnGrowth: lnRatio / 2 } };
    });
    return { id: `life ${i}`, moments };
  });
}

const evaluated = (from: readonly Life[], recipe = PROPORTIONAL_ODDS) =>
  evaluateModel("made-up-1", recipe, from, [BUILT_IN_MODELS.champion], seededUniform(1));

describe("what a card says of a model's worth", () => {
  test("has the model first, the trivial rows beside it, and every life once, each with what the model that ships says of it", () => {
    const { scores, heldOut, against } = evaluated(lives(4, 1));
    expect(scores[0]?.name).toBe("made-up-1");
    expect(scores.length).toBeGreaterThan(3);
    expect(scores.map(({ lives: judged }) => judged)).toEqual(scores.map(() => 4));
    const ids = ["life 0", "life 1", "life 2", "life 3"];
    expect(heldOut.map(({ life }) => life)).toEqual(ids);
    expect(against.map(({ model, heldOut: others }) => [model, others.map(({ life }) => life)])).toEqual([["overload-rig-1", ids]]);
    const mean = heldOut.reduce((sum, { pinballLn }) => sum + pinballLn, 0) / 4;
    expect(scores[0]?.pinballLn.mean).toBeCloseTo(mean, 5);
  });

  test("is of fits without the life that they are judged on: what that life is worth to the others does not enter its own figures", () => {
    const [first, ...rest] = lives(4, 1) as [Life, ...Life[]];
    const strange = { ...first, moments: first.moments.map((moment) => ({ ...moment, remainingBlocks: 40 * moment.remainingBlocks })) };
    const fitted = openRulModel(trainRulModel(rest, PROPORTIONAL_ODDS, CARD));
    const { heldOut } = evaluated([strange, ...rest]);
    const { against } = evaluateModel("x", PROPORTIONAL_ODDS, [strange, ...rest], [fitted], seededUniform(1));
    expect(heldOut[0]).toEqual(against[0]?.heldOut[0]);
    expect(heldOut[1]).not.toEqual(against[0]?.heldOut[1]);
  });

  test("counts a model that says act now in the first half of a life as a false ticket", () => {
    expect(evaluated(lives(4, 2)).heldOut.every(({ falseUrgency }) => !falseUrgency)).toBe(true);
    expect(evaluated(lives(4, 2, 5)).against[0]?.heldOut.every(({ falseUrgency }) => falseUrgency)).toBe(true);
  });

  test("is what the gate decides on: a model is not worse than itself, and passes", () => {
    const evaluation = evaluated(lives(4, 3), CDF_FOREST);
    const card = { ...CARD, lives: 4, evaluation };
    const itself = pairedOnCards({ ...card, model: "made-up-0" }, card);
    expect(compareModels(itself, { champion: 0, challenger: 0 })).toMatchObject({ passed: true, lives: 4 });
  });
});
