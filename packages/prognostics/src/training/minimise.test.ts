import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { minimise } from "./minimise.js";

describe("minimising", () => {
  test("finds the bottom of Rosenbrock's valley", () => {
    const found = minimise(
      (at, gradient) => {
        const [x, y] = [at[0] as number, at[1] as number];
        gradient[0] = -2 * (1 - x) - 400 * x * (y - x * x);
        gradient[1] = 200 * (y - x * x);
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2;
      },
      Float64Array.of(-1.2, 1),
    );
    expect(found[0]).toBeCloseTo(1, 5);
    expect(found[1]).toBeCloseTo(1, 5);
  });

  test("finds the centre of any bowl, however stretched", () => {
    const axis = fc.record({
      centre: fc.double({ min: -10, max: 10, noNaN: true }),
      stretch: fc.double({ min: 0.1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(axis, { minLength: 1, maxLength: 6 }), (axes) => {
        const found = minimise((at, gradient) => {
          axes.forEach(({ centre, stretch }, i) => {
            gradient[i] = 2 * stretch * ((at[i] as number) - centre);
          });
          return axes.reduce((sum, { centre, stretch }, i) => sum + stretch * ((at[i] as number) - centre) ** 2, 0);
        }, new Float64Array(axes.length));
        axes.forEach(({ centre }, i) => {
          expect(found[i]).toBeCloseTo(centre, 4);
        });
      }),
    );
  });
});
