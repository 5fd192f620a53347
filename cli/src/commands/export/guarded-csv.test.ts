import { expect, test } from "@jest/globals";
import { guardedCsv } from "./guarded-csv.js";

test("a text that begins like a formula is no formula in a spreadsheet, and a negative figure stays a figure", () => {
  const rows = [
    ["=cmd|'calc'!A1", "+1", "-1", "@SUM(A1)"],
    [-1.5, 2, "pump-1", null],
  ];
  expect(guardedCsv(rows)).toBe("'=cmd|'calc'!A1,'+1,'-1,'@SUM(A1)\n-1.5,2,pump-1,\n");
});
