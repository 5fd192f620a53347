import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AFTER_STEP, BEFORE_STEP, LEAST_STEP_FACTOR, type ScaleRow, sensitivityStep } from "./sensitivity-step.js";

const BANDS = 12;
const ROWS = BEFORE_STEP + AFTER_STEP;

/** Rows of a machine of uneven bands that scatter by up to 5 %; `change` says what is added after the step, ln, by band. */
function rows(change: (band: number, row: number) => number, kurtosisChange = 0): ScaleRow[] {
  const scatter = (i: number) => 0.05 * Math.sin(12.9898 * i);
  return Array.from({ length: ROWS }, (_, row) => ({
    levels: Array.from({ length: BANDS }, (_, band) => -band / 3 + scatter(row * BANDS + band) + change(band, row)),
    shape: [1.5 + scatter(row), 1.1 + scatter(row + 7) + (row >= BEFORE_STEP ? kurtosisChange : 0)],
  }));
}

const stepped = (ln: number) => (_: number, row: number) => (row >= BEFORE_STEP ? ln : 0);

describe("a step of sensitivity", () => {
  test("one factor over all bands at once is told, to 5 %, up and down", () => {
    fc.assert(
      fc.property(fc.double({ min: 1.5, max: 100, noNaN: true }), fc.boolean(), (size, up) => {
        const factor = up ? size : 1 / size;
        const told = sensitivityStep(rows(stepped(Math.log(factor))));
        expect(told).not.toBeNull();
        expect((told as number) / factor).toBeGreaterThan(0.95);
        expect((told as number) / factor).toBeLessThan(1.05);
      }),
    );
  });

  test("a smaller factor than the least one is not told", () => {
    expect(sensitivityStep(rows(stepped(Math.log(LEAST_STEP_FACTOR) - 0.06)))).toBeNull();
  });

  test.each([
    ["a fault that rises in half of the bands", rows((band, row) => (row >= BEFORE_STEP && band < BANDS / 2 ? 1.5 : 0))],
    ["a fault that rises in all bands, most in one region", rows((band, row) => (row >= BEFORE_STEP ? 0.4 + band / 8 : 0))],
    ["a step with impacts", rows(stepped(Math.log(2)), 0.5)],
    ["wear that grows alike in all bands", rows((_, row) => row / 8)],
    ["one loud acquisition", rows((_, row) => (row === ROWS - 1 ? 1 : 0))],
    ["a machine that goes to and fro", rows((_, row) => (row % 2 === 0 ? 1 : 0))],
  ])("%s is none", (_, seen) => {
    expect(sensitivityStep(seen)).toBeNull();
  });

  test("too few acquisitions, or bands, tell nothing", () => {
    const seen = rows(stepped(1));
    expect(sensitivityStep(seen)).not.toBeNull();
    expect(sensitivityStep(seen.slice(1))).toBeNull();
    expect(sensitivityStep(seen.map(({ levels, shape }) => ({ levels: levels.slice(0, 3), shape })))).toBeNull();
  });
});
