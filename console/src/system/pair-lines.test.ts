import { expect, test } from "@jest/globals";
import { pairLines } from "./pair-lines.js";

test("the n-th line of one language says what the n-th of the other says; empty lines say nothing", () => {
  expect(pairLines("Oil it\n\n Turn it ", "加油\n盘车\n")).toEqual([
    { en: "Oil it", zh: "加油" },
    { en: "Turn it", zh: "盘车" },
  ]);
  expect(pairLines("", " \n")).toEqual([]);
});

test("a statement without its other language is none", () => {
  expect(pairLines("Oil it\nTurn it", "加油")).toBeUndefined();
});
