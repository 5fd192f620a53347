import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addCost, COST_KINDS, type CostEntry, type CostTotal, checkCostEntry } from "./equipment-cost.js";
import { parseTimeNs } from "./time.js";

const entry: CostEntry = {
  id: "c1",
  kind: "labour",
  timeNs: parseTimeNs("2026-03-01T00:00:00Z"),
  amountMinor: 12_345,
  currency: "CNY",
  note: "",
};

const entries = fc.array(
  fc.record({
    kind: fc.constantFrom(...COST_KINDS),
    year: fc.integer({ min: 2020, max: 2023 }),
    amountMinor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    currency: fc.constantFrom("CNY", "EUR"),
  }),
  { maxLength: 40 },
);

describe("costs", () => {
  test("add up by kind, year and currency, whatever their order", () => {
    fc.assert(
      fc.property(entries, (drawn) => {
        const costs = drawn.map(({ year, ...cost }) => ({ ...entry, ...cost, timeNs: parseTimeNs(`${year}-06-01T00:00:00Z`) }));
        const totalsOf = (all: readonly CostEntry[]) => all.reduce<CostTotal[]>((totals, each) => addCost(totals, each), []);
        const totals = totalsOf(costs);
        expect(totals).toEqual(totalsOf(costs.toReversed()));
        for (const { kind, year, currency, amountMinor, entries: count } of totals) {
          const own = drawn.filter((each) => each.kind === kind && each.year === year && each.currency === currency);
          expect([amountMinor, count]).toEqual([own.reduce((sum, each) => sum + each.amountMinor, 0), own.length]);
        }
        expect(totals.reduce((sum, each) => sum + each.entries, 0)).toBe(drawn.length);
      }),
    );
  });

  test("the last second of a year belongs to it", () => {
    expect(addCost([], { ...entry, timeNs: parseTimeNs("2025-12-31T23:59:59.999Z") })).toMatchObject([{ year: 2025 }]);
  });

  test.each([
    [{ currency: "RMB" }, "currency"],
    [{ currency: "cny" }, "currency"],
    [{ currency: "XXX" }, "currency"],
    [{ amountMinor: 1.5 }, "amountMinor"],
    [{ amountMinor: 0 }, "amountMinor"],
    [{ amountMinor: 1e14 }, "amountMinor"],
    [{ id: "a b" }, "id"],
    [{ note: "x".repeat(1_001) }, "note"],
  ])("%j is refused by field", (change, field) => {
    expect(() => checkCostEntry({ ...entry, ...change })).toThrow(expect.objectContaining({ field }));
  });
});
