import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { axisPart } from "./axis-part.js";

const AXIS = { step: 0.5, values: Float32Array.from({ length: 21 }, (_, i) => i) };

describe("a part of an axis", () => {
  test("0 to 0 is all of it", () => {
    expect(axisPart(AXIS, { from: 0, to: 0, maxLines: 100 })).toEqual({ start: 0, step: 0.5, values: AXIS.values, pooledLines: 1 });
  });

  test("has the lines at both bounds and none outside", () => {
    const { start, values } = axisPart(AXIS, { from: 2, to: 4, maxLines: 100 });
    expect([start, ...values]).toEqual([2, 4, 5, 6, 7, 8]);
  });

  test("with fewer lines asked for, each is the greatest of its neighbours", () => {
    const part = axisPart({ step: 1, values: Float32Array.of(1, 5, 2, 2, 9, 0, 3) }, { from: 0, to: 0, maxLines: 3 });
    expect(part).toEqual({ start: 0, step: 3, values: Float32Array.of(5, 9, 3), pooledLines: 3 });
  });

  test("never has more lines than asked for, and never loses the highest of the part", () => {
    const values = fc.float32Array({ min: 0, max: 100, noNaN: true, minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 50 }), fc.nat({ max: 20 }), fc.nat({ max: 60 }), (given, maxLines, from, width) => {
        const to = width === 0 ? 0 : from + width;
        const part = axisPart({ step: 0.25, values: given }, { from, to, maxLines });
        const inside = [...given].filter((_, i) => i * 0.25 >= from && (to === 0 || i * 0.25 <= to));
        expect(part.values.length).toBeLessThanOrEqual(maxLines);
        expect(Math.max(...part.values)).toBe(Math.max(...inside));
      }),
    );
  });
});
