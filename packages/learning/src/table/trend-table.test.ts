import { describe, expect, test } from "@jest/globals";
import { remainingCycles, startedLater, trendTable } from "./trend-table.js";

const COLUMNS = ["unit", "cycle", "t", "p"];
const VALUES = [2, 1, 10, 100, 1, 2, 22, 220, 1, 1, 21, 210, 2, 2, 11, 110];

const changed = (at: number, value: number): number[] => VALUES.map((given, i) => (i === at ? value : given));

describe("a trend table", () => {
  test("holds each unit's readings in the order of its cycles, units as they first appear", () => {
    const { columns, units } = trendTable(COLUMNS, VALUES);
    expect(columns).toEqual(["t", "p"]);
    expect(units.map(({ id }) => id)).toEqual([2, 1]);
    expect([...(units[1]?.readings ?? [])]).toEqual([21, 210, 22, 220]);
    expect([...remainingCycles(units[0] as (typeof units)[number])]).toEqual([1, 0]);
  });

  test("started later is without its first rows", () => {
    const [unit] = trendTable(COLUMNS, VALUES).units;
    const later = startedLater(unit as NonNullable<typeof unit>, 1);
    expect([...later.cycles]).toEqual([2]);
    expect([...later.readings]).toEqual([11, 110]);
  });

  test.each([
    ["no unit column", ["machine", "cycle", "t", "p"], VALUES, /columns/],
    ["a column twice", ["unit", "cycle", "t", "t"], VALUES, /each named once/],
    ["no reading", ["unit", "cycle"], [1, 1], /columns.length/],
    ["half a row", COLUMNS, VALUES.slice(0, -1), /values/],
    ["nothing", COLUMNS, [], /values/],
    ["a missing reading", COLUMNS, changed(6, Number.NaN), /row 1 t/],
    ["a cycle twice", COLUMNS, changed(13, 1), /unit 2 cycle/],
  ])("%s is refused by name", (_, columns, values, message) => {
    expect(() => trendTable(columns, values)).toThrow(message);
  });
});
