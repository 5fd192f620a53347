import { describe, expect, test } from "@jest/globals";
import { addSeconds } from "@phm/domain";
import { medianMove } from "./late-start.js";

const START_NS = 1_600_000_000_000_000_000n;
const at = (seconds: number) => addSeconds(START_NS, seconds);
const END = { asset: "pump", startNs: START_NS, endNs: at(1000) };
const medians = (...said: readonly (readonly [number, number])[]) => new Map(said.map(([seconds, p50S]) => [at(seconds), p50S]));
const WHOLE = medians([100, 900], [900, 100], [950, 50]);

describe("how far a late start moves the median", () => {
  test("by the share that each of them moves, on average and at the most", () => {
    const { mean, largest } = medianMove(END, WHOLE, medians([900, 103], [950, 48]), 0.3);
    expect(mean).toBeCloseTo(0.035, 12);
    expect(largest).toBeCloseTo(0.04, 12);
    expect(medianMove(END, WHOLE, WHOLE, 0.3)).toEqual({ mean: 0, largest: 0 });
  });

  test("wholly where one is lost or is new, but not for what came before the late start", () => {
    expect(medianMove(END, WHOLE, medians([900, 100]), 0.3)).toEqual({ mean: 0.5, largest: 1 });
    expect(medianMove(END, WHOLE, medians([800, 200], [900, 100], [950, 50]), 0.3).largest).toBe(1);
    expect(medianMove(END, WHOLE, medians([900, 100], [950, 50]), 0.3).largest).toBe(0);
    expect(medianMove(END, WHOLE, medians([900, 100], [950, 50]), 0).largest).toBe(1);
  });

  test("not at all where nothing was ever said", () => {
    expect(medianMove(END, new Map(), new Map(), 0.3)).toEqual({ mean: 0, largest: 0 });
  });
});
