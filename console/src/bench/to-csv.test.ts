import { expect, test } from "@jest/globals";
import { toCsv } from "./to-csv.js";

test("columns of different length stand side by side, empty where there is no value", () => {
  const columns = [
    { heading: "frequency (Hz)", values: [0, 0.5, 1] },
    { heading: "a (g)", values: [1e-9, null] },
  ];
  expect(toCsv(columns)).toBe("frequency (Hz),a (g)\r\n0,1e-9\r\n0.5,\r\n1,\r\n");
});

test("names with commas, quotes and formulas stay names", () => {
  expect(toCsv([{ heading: 'pump "A", north', values: ["=1+1"] }])).toBe('"pump ""A"", north"\r\n\'=1+1\r\n');
});
