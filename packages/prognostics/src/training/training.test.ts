import { describe, expect, test } from "@jest/globals";
import { syntheticLives, uniform } from "../../test/synthetic-lives.js";
import { quantileBlocks, requireDistribution } from "../distribution/life-distribution.js";
import { HEALTH_INDICATOR_NAMES } from "../indicators/health-indicators.js";
import { cdfForestModel } from "../models/cdf-forest.js";
import { proportionalOddsModel } from "../models/proportional-odds.js";
import { fitProportionalOdds } from "./fit-proportional-odds.js";
import { growCdfForest } from "./grow-cdf-forest.js";
import { momentWeights } from "./life.js";
import { quietBoundOf } from "./quiet-bound.js";
import { type ModelRecipe, trainRulModel } from "./train-rul-model.js";

const LIVES = syntheticLives(8, 1);
const odds: ModelRecipe = {
  fit: (lives) => fitProportionalOdds(lives, ["lnRatio"]),
  open: (fitted) => proportionalOddsModel(fitted as Parameters<typeof proportionalOddsModel>[0]),
};
const forest = (seed: number) =>
  growCdfForest(LIVES, HEALTH_INDICATOR_NAMES, { trees: 20, maxDepth: 4, minLeafLives: 0.3, random: uniform(seed) });
const at = (lnRatio: number) => ({ lnRatio, lnPeakRatio: lnRatio, lnGrowth: lnRatio / 2 });
const CARD = { model: "m", data: "synthetic", licence: "own", split: "by life", limits: "tests" };

describe("training", () => {
  test("every life has one vote, however long it was measured and however densely", () => {
    for (const life of LIVES) expect(momentWeights(life).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    const dense = LIVES.map((life, i) => (i === 0 ? { ...life, moments: life.moments.flatMap((moment) => Array(10).fill(moment)) } : life));
    const [once, often] = [odds.fit(LIVES), odds.fit(dense)].map((fitted) => odds.open(fitted).predict(at(1)));
    once?.forEach((p, h) => {
      expect(often?.[h]).toBeCloseTo(p, 2);
    });
  });

  test("a moment that stands for several blocks weighs as much as these", () => {
    const [life] = LIVES as [(typeof LIVES)[number]];
    const isLate = (i: number) => i >= life.moments.length - 30;
    const thinned = life.moments.flatMap((moment, i) => (isLate(i) ? [moment] : i % 2 === 1 ? [{ ...moment, blocks: 2 }] : []));
    const late = (weights: readonly number[]) => weights.slice(-30);
    const [whole, kept] = [momentWeights(life), momentWeights({ ...life, moments: thinned })];
    expect(kept.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    late(kept).forEach((weight, i) => {
      expect(weight).toBeCloseTo(late(whole)[i] as number, 4);
    });
  });

  test("the calibration never sees another life of the machine that it judges", () => {
    const seen: string[][] = [];
    const watching: ModelRecipe = {
      ...odds,
      fit(lives) {
        seen.push(lives.map(({ id }) => id));
        return odds.fit(lives);
      },
    };
    const lives = LIVES.slice(0, 5).map((life, i) => ({ ...life, machine: `machine-${Math.floor(i / 2)}` }));
    trainRulModel(lives, watching, CARD);
    const others = lives.map(({ machine }) => lives.filter((life) => life.machine !== machine).map(({ id }) => id));
    expect(seen).toEqual([...others, lives.map(({ id }) => id)]);
  });

  test("a higher level never means a longer life, and each answer is a distribution", () => {
    const model = odds.open(odds.fit(LIVES));
    let before = Number.POSITIVE_INFINITY;
    for (let ln = 0; ln < 2.2; ln += 0.1) {
      const cdf = model.predict(at(ln));
      requireDistribution(cdf);
      const median = quantileBlocks(cdf, 0.5);
      expect(median).toBeLessThanOrEqual(before);
      before = median;
    }
  });

  test("both models know the end is near when the level says so, and that it is further away right after onset", () => {
    for (const model of [odds.open(odds.fit(LIVES)), cdfForestModel(forest(1))]) {
      expect(quantileBlocks(model.predict(at(1.6)), 0.5)).toBeLessThan(4);
      expect(quantileBlocks(model.predict(at(0.75)), 0.5)).toBeGreaterThan(4);
    }
    expect(quantileBlocks(cdfForestModel(forest(1)).predict(at(0)), 0.5)).toBeGreaterThan(20);
  });

  test("quiet years before onset change nothing about what proportional odds say after it", () => {
    const withoutQuiet = LIVES.map((life) => ({ ...life, moments: life.moments.filter(({ onset }) => onset) }));
    expect(odds.fit(LIVES)).toEqual(odds.fit(withoutQuiet));
    expect(odds.fit([...LIVES, { id: "quiet", moments: LIVES[0]!.moments.slice(0, 9) }])).toEqual(odds.fit(LIVES));
  });

  test("a life that separates by its level alone does not make the weight run away", () => {
    expect((odds.fit(LIVES.slice(0, 1)) as { readonly weights: readonly number[] }).weights[0]).toBeLessThan(5);
  });

  test("the same seed grows the same forest, another seed another", () => {
    expect(forest(3)).toEqual(forest(3));
    expect(forest(3)).not.toEqual(forest(4));
  });

  test("a calibrated interval holds its share on lives that nobody had seen", () => {
    const { fitted, calibration } = trainRulModel(syntheticLives(12, 7), odds, CARD);
    const model = odds.open(fitted);
    const shares = syntheticLives(40, 99).map(({ moments }) => {
      const judged = moments.filter(({ onset }) => onset);
      const inside = judged.filter(({ indicators, remainingBlocks }) => {
        const cdf = model.predict(indicators);
        const ln = Math.log(remainingBlocks);
        return (
          ln >= Math.log(quantileBlocks(cdf, 0.1)) - calibration.marginLn && ln <= Math.log(quantileBlocks(cdf, 0.9)) + calibration.marginLn
        );
      });
      return inside.length / judged.length;
    });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.75);
  });

  test("nine of ten quiet moments, each life one vote, have longer than the quiet bound", () => {
    const { blocks } = quietBoundOf(LIVES, 0.9);
    const longer = LIVES.map(({ moments }) => {
      const quiet = moments.filter(({ onset }) => !onset);
      return quiet.filter(({ remainingBlocks }) => remainingBlocks >= blocks).length / quiet.length;
    });
    const share = longer.reduce((sum, value) => sum + value, 0) / longer.length;
    expect(share).toBeGreaterThanOrEqual(0.9);
    expect(share).toBeLessThan(0.93);
  });

  test("no lives, or a life without moments, is refused", () => {
    expect(() => fitProportionalOdds([], ["lnRatio"])).toThrow(/lives/);
    expect(() =>
      growCdfForest([{ id: "x", moments: [] }], ["lnRatio"], { trees: 1, maxDepth: 1, minLeafLives: 1, random: uniform(1) }),
    ).toThrow(/lives/);
  });
});
