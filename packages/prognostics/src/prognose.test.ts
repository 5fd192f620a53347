import { describe, expect, test } from "@jest/globals";
import { addSeconds, type RemainingLife } from "@phm/domain";
import fc from "fast-check";
import { remainingLevelLn } from "./failure-level.js";
import { type LogTrendState, observeRatio, trendOf } from "./log-trend.js";
import { type LevelObservation, type PrognosisState, prognose } from "./prognose.js";

const START_NS = 1_600_000_000_000_000_000n;
const seen = (seconds: number, levelRatio: number | null): LevelObservation => ({
  timeNs: addSeconds(START_NS, seconds),
  levelRatio,
  rising: true,
  onset: true,
  learning: false,
});

function run(observations: readonly LevelObservation[]): [PrognosisState, RemainingLife] {
  let result: [PrognosisState, RemainingLife] = [null, { status: "abstain", model: "", reason: "" }];
  for (const observation of observations) result = prognose(result[0], observation);
  return result;
}

describe("log trend", () => {
  test("an exact exponential gives its rate back", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e-3, noNaN: true }), fc.integer({ min: 5, max: 900 }), (rate, intervalS) => {
        let state: LogTrendState | null = null;
        for (let i = 0; i < 60; i++) state = observeRatio(state, 2 * Math.exp(rate * i * intervalS), addSeconds(START_NS, i * intervalS));
        const trend = trendOf(state!);
        expect(trend!.slopePerS / rate).toBeCloseTo(1, 4);
        expect(trend!.value).toBeCloseTo(Math.LN2 + rate * 59 * intervalS, 4);
      }),
    );
  });
});

describe("failure level", () => {
  test("what is left shrinks as the level rises, is never nothing, and keeps its order", () => {
    const level = { medianRatio: 8, scaleLn: 0.25 };
    expect(remainingLevelLn(level, 0, 0.5)).toBeCloseTo(Math.log(8), 3);
    let before = Number.POSITIVE_INFINITY;
    for (let value = 0; value < 20; value += 0.1) {
      const [d10, d50, d90] = [0.1, 0.5, 0.9].map((p) => remainingLevelLn(level, value, p)) as [number, number, number];
      expect(d10).toBeGreaterThan(0);
      expect(d10).toBeLessThan(d50);
      expect(d50).toBeLessThan(d90);
      expect(d50).toBeLessThanOrEqual(before + 1e-9);
      before = d50;
    }
  });
});

describe("prognosis", () => {
  test("a quiet machine gets no number, with the reason", () => {
    const [state, prognosis] = prognose(null, { ...seen(0, 1), rising: false, onset: false });
    expect(state).toBeNull();
    expect(prognosis).toEqual({ status: "abstain", model: "log-trend-1", reason: expect.stringContaining("quiet") });
  });

  test("a raised but steady level gets no number", () => {
    expect(run(Array.from({ length: 50 }, (_, i) => seen(i * 10, 2.5 + 0.02 * (i % 2))))[1].status).toBe("abstain");
  });

  test("a steady exponential rise is bracketed, and called uncalibrated", () => {
    const rate = Math.LN2 / 600; // doubles in ten minutes; from 2 to 8 in twenty
    const [, prognosis] = run(Array.from({ length: 31 }, (_, i) => seen(i * 10, 2 * Math.exp(rate * i * 10))));
    expect(prognosis.status).toBe("estimate");
    expect(prognosis.p50S! / 900).toBeCloseTo(1, 1);
    expect(prognosis.p10S).toBeLessThan(500);
    expect(prognosis.p90S).toBeGreaterThan(1800);
    expect(prognosis.reason).toContain("uncalibrated");
  });

  test("whatever the levels, quantiles are finite, above 0 and in order, and the state survives JSON", () => {
    const observation = fc.record({ dt: fc.integer({ min: 1, max: 1e5 }), ratio: fc.double({ min: 1e-3, max: 1e4, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 120 }), (observations) => {
        let seconds = 0;
        let state: PrognosisState = null;
        for (const { dt, ratio } of observations) {
          seconds += dt;
          const [next, prognosis] = prognose(state, seen(seconds, ratio));
          expect(JSON.parse(JSON.stringify(next))).toEqual(next);
          state = next;
          if (prognosis.status !== "estimate") continue;
          expect(Number.isFinite(prognosis.p90S)).toBe(true);
          expect(prognosis.p10S).toBeGreaterThan(0);
          expect(prognosis.p10S).toBeLessThanOrEqual(prognosis.p50S!);
          expect(prognosis.p50S).toBeLessThanOrEqual(prognosis.p90S!);
        }
      }),
    );
  });

  test("the date does not matter: age is not an input", () => {
    const rise = Array.from({ length: 40 }, (_, i) => 2 * Math.exp(0.001 * i * 10));
    const at = (shiftS: number) => run(rise.map((ratio, i) => seen(shiftS + i * 10, ratio)))[1];
    expect(at(1e7)).toEqual(at(0));
  });

  test("the trend is forgotten when the rise is over", () => {
    const [state] = run([seen(0, 2), seen(10, 3)]);
    expect(prognose(state, { ...seen(20, 1), rising: false, onset: false })[0]).toBeNull();
  });
});
