import { expect, test } from "@jest/globals";
import { addSeconds } from "@phm/domain";
import fc from "fast-check";
import { DEFAULT_TIME_SCALE } from "../machine/machine-time-scale.js";
import { advanceBlock, NO_TRAILING_LEVEL, observeLevel, type TrailingLevelState } from "./trailing-level.js";

const START_NS = 1_600_000_000_123_000_000n;
const INTERVAL_S = 10;
const BLOCKS = 40;
const ACQUISITIONS = (BLOCKS * DEFAULT_TIME_SCALE.smoothingS) / INTERVAL_S;

/** What monitoring knows at the end that began with the acquisition `from`. */
function monitoredFrom(levels: readonly number[], from: number): TrailingLevelState {
  return levels.slice(from).reduce((state, level, i) => {
    const timeNs = addSeconds(START_NS, (from + i) * INTERVAL_S);
    return advanceBlock(observeLevel(state, level, timeNs, DEFAULT_TIME_SCALE), timeNs, DEFAULT_TIME_SCALE);
  }, NO_TRAILING_LEVEL);
}

test("the blocks of the past are the same wherever monitoring began", () => {
  const levels = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: ACQUISITIONS, maxLength: ACQUISITIONS });
  fc.assert(
    fc.property(levels, fc.integer({ min: 0, max: ACQUISITIONS / 2 }), (values, from) => {
      // The first block can be a short one.
      const late = monitoredFrom(values, from).blocks.slice(1);
      expect(late.length).toBeGreaterThanOrEqual(BLOCKS / 2 - 2);
      expect(monitoredFrom(values, 0).blocks.slice(-late.length)).toEqual(late);
    }),
  );
});

test("sparse data close a block by their number", () => {
  const levels = Array.from({ length: 9 }, (_, i) => 1 + i);
  const state = levels.reduce((before, level, i) => {
    const timeNs = addSeconds(START_NS, i * 600);
    return advanceBlock(observeLevel(before, level, timeNs, DEFAULT_TIME_SCALE), timeNs, DEFAULT_TIME_SCALE);
  }, NO_TRAILING_LEVEL);
  expect(state.blocks).toEqual([2, 5, 8]);
});
