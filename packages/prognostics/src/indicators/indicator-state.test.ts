import { describe, expect, test } from "@jest/globals";
import { DEFAULT_TIME_SCALE, PLANT_TIME_SCALE } from "@phm/diagnostics";
import { addSeconds } from "@phm/domain";
import { type IndicatorState, indicatorsOf, observeIndicators } from "./indicator-state.js";

const START_NS = 1_600_000_000_000_000_000n;

function observed(intervalS: number, ratios: readonly number[], firstS = 0, scale = DEFAULT_TIME_SCALE): IndicatorState {
  let state: IndicatorState | null = null;
  ratios.forEach((ratio, i) => {
    state = observeIndicators(state, ratio, addSeconds(START_NS, firstS + i * intervalS), scale);
  });
  return state as unknown as IndicatorState;
}

describe("health indicators", () => {
  test.each([
    [10, 60],
    [20, 60],
    [600, 1800],
  ])("a machine measured each %i s has blocks of %i s", (intervalS, blockS) => {
    expect(observed(intervalS, [1, 1, 1, 1]).blockS).toBe(blockS);
  });

  test("a plant machine has blocks of three hours, however densely it is measured, and longer ones where it is seldom measured", () => {
    const plant = (intervalS: number) => observed(intervalS, [1, 1, 1, 1], 0, PLANT_TIME_SCALE).blockS;
    expect([plant(10), plant(600), plant(3600)]).toEqual([10_800, 10_800, 21_600]);
  });

  test("one observation does not say how long a block is", () => {
    expect(observed(10, [1]).blockS).toBeNull();
  });

  test("a quiet level gives zeros, also below its reference", () => {
    expect(indicatorsOf(observed(10, Array(60).fill(0.7)), 0.7)).toEqual({ lnRatio: 0, lnPeakRatio: 0, lnGrowth: 0 });
  });

  test("a level that doubles in five blocks has grown by ln 2", () => {
    const ratios = Array.from({ length: 61 }, (_, i) => 2 ** (i / 30));
    const { lnRatio, lnGrowth, lnPeakRatio } = indicatorsOf(observed(10, ratios), ratios.at(-1) as number);
    expect(lnRatio).toBeCloseTo(2 * Math.LN2, 9);
    expect(lnPeakRatio).toBeCloseTo(lnRatio, 9);
    expect(lnGrowth).toBeGreaterThan(0.75 * Math.LN2);
    expect(lnGrowth).toBeLessThan(1.01 * Math.LN2);
  });

  test("what was seen more than ten blocks ago leaves no trace: monitoring that starts later ends in the same indicators", () => {
    const ratios = Array.from({ length: 600 }, (_, i) => 1 + ((i * 7919) % 13) / 10);
    const late = ratios.slice(300);
    const last = ratios.at(-1) as number;
    expect(indicatorsOf(observed(10, late, 3000), last)).toEqual(indicatorsOf(observed(10, ratios), last));
  });

  test("the memory stays small however long the life", () => {
    expect(
      JSON.stringify(
        observed(
          10,
          Array.from({ length: 5000 }, (_, i) => 1 + (i % 7) / 3),
        ),
      ).length,
    ).toBeLessThan(500);
  });
});
