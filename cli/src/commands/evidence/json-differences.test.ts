import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { jsonDifferences } from "./json-differences.js";

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as never);

test("a value has no differences from itself, however it is made", () => {
  fc.assert(fc.property(json, (value) => expect(jsonDifferences(value, structuredClone(value))).toEqual([])));
});

test("each leaf that differs is named by its path, also where one side has none, and in the last bit", () => {
  const stored = { findings: [{ confidence: 0.1 + 0.2, mode: "unbalance" }], health: null };
  const recomputed = { findings: [{ confidence: 0.3, mode: "unbalance" }, { mode: "looseness" }], health: null };
  expect(jsonDifferences(stored, recomputed)).toEqual([
    { path: "findings.0.confidence", stored: 0.1 + 0.2, recomputed: 0.3 },
    { path: "findings.1", stored: undefined, recomputed: { mode: "looseness" } },
  ]);
});
