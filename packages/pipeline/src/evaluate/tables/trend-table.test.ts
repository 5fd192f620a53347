import { describe, expect, test } from "@jest/globals";
import { parseTrendTable } from "./trend-table.js";

const TABLE = {
  test: 7,
  columns: ["Bearing 1 C1", "Bearing 1 C2", "Bearing 2"],
  timestamps: ["2003-10-22 12:16:24", "2003-10-22 12:06:24", "2003-10-22T12:16:24Z", "2003-10-22T12:26:24+00:00"],
  meanAbsG: [
    [3, 4, 1],
    [6, 8, 2],
    [30, 40, 10],
    [3, null, 0],
  ],
};

describe("trend table", () => {
  test("sums the channels of one bearing as energy, puts rows in time order and keeps the first of equal times", () => {
    const { name, members, rows, duplicates } = parseTrendTable(TABLE);
    expect({ name, members, duplicates }).toEqual({ name: "test 7", members: ["Bearing 1", "Bearing 2"], duplicates: 1 });
    expect(rows.map(({ levels }) => levels)).toEqual([
      [10, 2],
      [5, 1],
      [null, 0],
    ]);
    expect(rows[0]?.timeNs).toBe(BigInt(Date.UTC(2003, 9, 22, 12, 6, 24)) * 1_000_000n);
  });

  test.each([
    ["no object", null, "table"],
    ["no columns", { ...TABLE, columns: undefined }, "columns"],
    ["the same column twice", { ...TABLE, columns: ["a", "a", "b"] }, "columns"],
    ["a row too few", { ...TABLE, meanAbsG: TABLE.meanAbsG.slice(1) }, "meanAbsG.length"],
    ["a ragged row", { ...TABLE, meanAbsG: [[1, 2], ...TABLE.meanAbsG.slice(1)] }, "meanAbsG[0]"],
    ["text for a level", { ...TABLE, meanAbsG: [[1, 2, "x"], ...TABLE.meanAbsG.slice(1)] }, "meanAbsG[0][2]"],
    ["a negative level", { ...TABLE, meanAbsG: [[1, 2, -3], ...TABLE.meanAbsG.slice(1)] }, "meanAbsG[0][2]"],
    ["a time that is none", { ...TABLE, timestamps: ["yesterday", ...TABLE.timestamps.slice(1)] }, "timestamps[0]"],
    ["a day that does not exist", { ...TABLE, timestamps: ["2003-13-22 12:16:24", ...TABLE.timestamps.slice(1)] }, "timestamps[0]"],
  ])("refuses %s, naming the field", (_, document, field) => {
    expect(() => parseTrendTable(document)).toThrow(expect.objectContaining({ name: "InvalidValue", field }));
  });
});
