import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { spearman } from "./spearman.js";

describe("rank correlation", () => {
  test.each<[string, [number, number][], number | undefined]>([
    [
      "the same order",
      [
        [1, 10],
        [2, 20],
        [5, 21],
      ],
      1,
    ],
    [
      "the opposite order",
      [
        [1, 3],
        [2, 2],
        [3, 1],
      ],
      -1,
    ],
    [
      "one pair exchanged",
      [
        [1, 10],
        [2, 30],
        [3, 20],
      ],
      0.5,
    ],
    // SciPy: spearmanr([0, 0, 1, 1], [1, 2, 3, 4]).
    [
      "ties",
      [
        [0, 1],
        [0, 2],
        [1, 3],
        [1, 4],
      ],
      0.894427191,
    ],
    [
      "no order",
      [
        [1, 1],
        [1, 2],
      ],
      undefined,
    ],
  ])("%s", (_, pairs, expected) => {
    const actual = spearman(pairs);
    if (expected === undefined) expect(actual).toBeUndefined();
    else expect(actual).toBeCloseTo(expected, 8);
  });

  test("depends on the order alone and stays within -1 and 1", () => {
    const pair = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 3, maxLength: 30 }), (pairs) => {
        const stretched = pairs.map(([x, y]): [number, number] => [x ** 3, Math.exp(y / 10)]);
        const [one, other] = [spearman(pairs), spearman(stretched)];
        if (one === undefined) expect(other).toBeUndefined();
        else {
          expect(other).toBeCloseTo(one, 9);
          expect(Math.abs(one)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});
