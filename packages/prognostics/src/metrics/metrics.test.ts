import { describe, expect, test } from "@jest/globals";
import { uniform } from "../../test/synthetic-lives.js";
import { bootstrapMean } from "./bootstrap-mean.js";
import { challengeScore, meanPinballLn, pinballLoss } from "./interval-metrics.js";
import { wilsonInterval } from "./wilson-interval.js";

describe("metrics", () => {
  test("pinball loss is tilted towards its quantile", () => {
    expect(pinballLoss(3, 1, 0.9)).toBeCloseTo(1.8, 12);
    expect(pinballLoss(1, 3, 0.9)).toBeCloseTo(0.2, 12);
    expect(pinballLoss(2, 2, 0.1)).toBe(0);
    expect(meanPinballLn(0, { p10: -1, p50: 0, p90: 1 })).toBeCloseTo(0.2 / 3, 12);
  });

  test("the best constant under pinball loss is the quantile", () => {
    const values = Array.from({ length: 100 }, (_, i) => i);
    const lossOf = (guess: number) => values.reduce((sum, value) => sum + pinballLoss(value, guess, 0.9), 0);
    expect(lossOf(89)).toBeLessThanOrEqual(lossOf(88));
    expect(lossOf(90)).toBeLessThanOrEqual(lossOf(92));
  });

  test("the challenge's score halves at 5 % too late and at 20 % too early", () => {
    expect(challengeScore(0)).toBe(1);
    expect(challengeScore(-5)).toBeCloseTo(0.5, 12);
    expect(challengeScore(20)).toBeCloseTo(0.5, 12);
  });

  test("a bootstrap interval holds the mean, is repeatable, and is a point when all lives agree", () => {
    const values = [0.1, 0.5, 0.9, 0.4];
    const { mean, low, high } = bootstrapMean(values, uniform(1));
    expect(mean).toBeCloseTo(0.475, 12);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    expect(bootstrapMean(values, uniform(1))).toEqual({ mean, low, high });
    expect(bootstrapMean([2, 2, 2], uniform(1))).toEqual({ mean: 2, low: 2, high: 2 });
    expect(() => bootstrapMean([], uniform(1))).toThrow(/perLife/);
  });

  test("Wilson's interval: the example of 5 of 10 in closed form, inside 0 to 1, narrower with more cases", () => {
    const z = 1.6448536269514722;
    const half = z / (2 * Math.sqrt(10 + z ** 2));
    expect(wilsonInterval(0.5, 10)).toEqual({ low: expect.closeTo(0.5 - half, 12), high: expect.closeTo(0.5 + half, 12) });
    expect(wilsonInterval(0, 4)).toEqual({ low: 0, high: expect.closeTo(z ** 2 / (4 + z ** 2), 12) });
    expect(wilsonInterval(1, 4).high).toBe(1);
    expect(wilsonInterval(0.8, 400).low).toBeGreaterThan(wilsonInterval(0.8, 40).low);
    expect(() => wilsonInterval(0.5, 0)).toThrow(/count/);
    expect(() => wilsonInterval(1.1, 4)).toThrow(/ratio/);
  });
});
