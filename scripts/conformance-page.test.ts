import { describe, expect, test } from "@jest/globals";
import { conformancePage, functionRows, roundedUp } from "./lib/conformance-page.mjs";

const row = (name: string, deviation: number | null, limit = 1e-5) => ({ function: name, case: "one", deviation, limit });

function report(...rows: object[]) {
  const areas = [{ area: "core", madeBy: "core.py", versions: { numpy: "1" }, rows }];
  return { areas, functions: [], exemptions: { b: "why" }, plantedReported: [] };
}

describe("the page of conformance", () => {
  test.each([
    [3.2e-7, "< 1e-6"],
    [1e-6, "< 1e-5"],
    [0, "exact"],
    [Number.POSITIVE_INFINITY, "no number"],
  ])("%p is shown as %s", (deviation, shown) => expect(roundedUp(deviation)).toBe(shown));

  test("a function is shown by the case that comes closest to its own limit", () => {
    expect(functionRows(report(row("a", 9e-6), row("a", 2e-3, 1e-2)))).toEqual([
      { name: "a", areas: ["core"], cases: 2, worst: 9e-6, limit: 1e-5, kept: true },
    ]);
  });

  test.each([2e-5, null])("a deviation of %p is not kept", (deviation) => {
    expect(functionRows(report(row("a", 0), row("a", deviation)))[0].kept).toBe(false);
  });

  test("does not change with what a machine may round otherwise", () => {
    expect(conformancePage(report(row("a", 3.1e-7)))).toBe(conformancePage(report(row("a", 3.2e-7))));
    expect(conformancePage(report(row("a", 3.1e-7)))).not.toBe(conformancePage(report(row("a", 3.1e-6))));
  });
});
