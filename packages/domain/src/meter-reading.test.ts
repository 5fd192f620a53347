import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { assetRef } from "./ids.js";
import { afterReading, type MeterReading } from "./meter-reading.js";
import { addSeconds } from "./time.js";

const START_NS = 1_700_000_000_000_000_000n;
const NOW_NS = addSeconds(START_NS, 1e9);
const at = (hours: number, value: number, change: Partial<MeterReading> = {}): MeterReading => ({
  ...{ ref: assetRef("acme", "north", "pump"), meter: "running_hours", replaced: false, source: "round" },
  ...{ timeNs: addSeconds(START_NS, 3_600 * hours), value },
  ...change,
});
const first = afterReading(undefined, at(0, 100), NOW_NS);

describe("a meter reading", () => {
  test("counts on, and the same one again changes nothing", () => {
    const second = afterReading(first, at(10, 108), NOW_NS);
    expect(second).toMatchObject({ value: 108, total: 108 });
    expect(afterReading(second, at(10, 108), NOW_NS)).toBe(second);
  });

  test("of another meter goes on from what was reached", () => {
    const replaced = afterReading(first, at(10, 0, { replaced: true }), NOW_NS);
    expect(replaced).toMatchObject({ value: 0, total: 100 });
    expect(afterReading(replaced, at(20, 7), NOW_NS)).toMatchObject({ value: 7, total: 107 });
  });

  test.each([
    ["a count that fell", at(10, 99), "value", "meter_fell"],
    ["more hours than have passed", at(10, 111), "value", "meter_too_fast"],
    ["one from before the latest", at(-1, 100), "time", "not_newer"],
    ["another count at the same time", at(0, 101), "time", "not_newer"],
    ["one from the future", at(1e6, 100), "time", "time_in_future"],
    ["a count below zero", at(10, -1), "value", "out_of_range"],
    ["no number", at(10, Number.NaN), "value", "out_of_range"],
    ["nobody who read it", at(10, 100, { source: " " }), "source", "invalid_value"],
  ])("%s is refused naming field and limit", (_, reading, field, reason) => {
    expect(() => afterReading(first, reading, NOW_NS)).toThrow(expect.objectContaining({ name: "InvalidValue", field, reason }));
  });

  test("never lets a total fall, whatever meters are put in", () => {
    const step = fc.record({ value: fc.nat(1_000), replaced: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let standing = first;
        for (const [i, each] of steps.entries()) {
          const before = standing;
          try {
            standing = afterReading(before, at(i + 1, each.value, { meter: "starts", replaced: each.replaced }), NOW_NS);
          } catch {
            expect(each.value < before.value && !each.replaced).toBe(true);
          }
          expect(standing.total).toBeGreaterThanOrEqual(before.total);
        }
      }),
    );
  });
});
