import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { median } from "./order-statistics.js";
import { selectMedian } from "./select-median.js";

test("is the median of the first values, whatever their order and ties", () => {
  const values = fc.array(fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.constantFrom(0, 1, 2)), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(values, fc.nat(5), (drawn, more) => {
      const scratch = Float64Array.from([...drawn, ...new Array<number>(more).fill(7)]);
      // Plus 0: of 0 and -0, which are equal, either may stand in the middle.
      expect(selectMedian(scratch, drawn.length) + 0).toBe(median(drawn) + 0);
    }),
  );
  expect(selectMedian(new Float64Array(3), 0)).toBe(0);
});
