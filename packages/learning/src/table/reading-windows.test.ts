import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readingWindows } from "./reading-windows.js";
import { startedLater, type TrendUnit } from "./trend-table.js";

const SCALE = { inputs: ["t", "p"], mean: [10, 0], scale: [2, 1] };
const COLUMNS = [0, 1];
const unit = (readings: readonly number[]): TrendUnit => ({
  id: 1,
  cycles: Float64Array.from(readings, (_, i) => i + 1),
  readings: Float64Array.from(readings.flatMap((value, i) => [value, i % 3])),
});
/** What each row from `from` on sees. */
function seen(given: TrendUnit, readings: number, from = 0): number[][] {
  const { x, at } = readingWindows(given, COLUMNS, SCALE, { readings }, from);
  return Array.from(at, (start) => [...x.subarray(start, start + readings * COLUMNS.length)]);
}

describe("reading windows", () => {
  test("end at the row, the latest reading last, in deviations of the training units", () => {
    expect(seen(unit([10, 12, 14, 16, 17, 18, 20]), 3, 6)).toEqual([[3.5, 1, 4, 2, 5, 0]]);
  });

  test("of a short history begin with the mean of its first five readings, or of as many as there are", () => {
    const rows = seen(unit([10, 14, 10, 14, 17, 10]), 4).map((row) => row.filter((_, i) => i % 2 === 0));
    expect(rows[0]).toEqual([0, 0, 0, 0]);
    expect(rows[1]).toEqual([1, 1, 0, 2]);
    expect(rows[3]).toEqual([0, 2, 0, 2]);
    expect(seen(unit([10, 14, 10, 14, 17, 10]), 6)[4]?.filter((_, i) => i % 2 === 0)).toEqual([1.5, 0, 2, 0, 2, 3.5]);
  });

  test("at a row do not depend on what was before the window, nor on what comes after, nor on where one began to ask", () => {
    const readings = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(readings, fc.integer({ min: 1, max: 9 }), fc.nat(100), (values, length, cut) => {
        const whole = unit(values);
        const all = seen(whole, length);
        expect(all).toHaveLength(values.length);
        const row = cut % values.length;
        expect(seen(whole, length, row)).toEqual(all.slice(row));
        expect(seen(unit(values.slice(0, row + 1)), length).at(-1)).toEqual(all[row]);
        if (row < length - 1) return;
        const late = startedLater(whole, row + 1 - length);
        expect(seen(late, length, length - 1)).toEqual(all.slice(row));
      }),
    );
  });
});
