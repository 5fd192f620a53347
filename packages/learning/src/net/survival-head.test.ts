import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { outputsOf, probabilitiesInPlace, survivalLoss } from "./survival-head.js";

const HORIZONS = 6;
const output = fc.double({ min: -20, max: 20, noNaN: true });
const outputRow = fc.array(output, { minLength: HORIZONS, maxLength: HORIZONS });

describe("the survival head", () => {
  test("never falls and stays within 0 to 1, whatever the net says", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 30 }), (outputs) => {
        const cdf = Float64Array.from(outputs);
        probabilitiesInPlace(cdf);
        cdf.forEach((probability, h) => {
          expect(probability).toBeGreaterThanOrEqual(h === 0 ? 0 : (cdf[h - 1] as number));
          expect(probability).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  test("gives back the probabilities that its outputs were made of", () => {
    const wanted = [0.02, 0.1, 0.35, 0.6, 0.99];
    const cdf = Float64Array.from(outputsOf(wanted));
    probabilitiesInPlace(cdf);
    cdf.forEach((probability, h) => {
      expect(probability).toBeCloseTo(wanted[h] as number, 9);
    });
  });

  test("its loss is the mean cross entropy of having failed within each horizon", () => {
    const cdf = [0.1, 0.3, 0.8];
    const labels = { reached: Int32Array.of(2), weight: Float32Array.of(0.5) };
    const expected = (0.5 * -(Math.log(0.9) + Math.log(0.7) + Math.log(0.8))) / 3;
    expect(survivalLoss(Float32Array.from(outputsOf(cdf)), 3, labels, Int32Array.of(0))).toBeCloseTo(expected, 6);
  });

  test("its gradient is that of numeric differentiation", () => {
    const cases = fc.array(fc.tuple(outputRow, fc.integer({ min: 0, max: HORIZONS }), fc.double({ min: 0.1, max: 3, noNaN: true })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(cases, (rows) => {
        const outputs = Float32Array.from(rows.flatMap(([row]) => row));
        const labels = { reached: Int32Array.from(rows, ([, reached]) => reached), weight: Float32Array.from(rows, ([, , w]) => w) };
        const order = Int32Array.from(rows, (_, i) => i);
        const gradient = new Float32Array(outputs.length);
        survivalLoss(outputs, HORIZONS, labels, order, gradient);
        outputs.forEach((value, i) => {
          const moved = (by: number) => {
            const at = outputs.slice();
            at[i] = value + by;
            return { at: at[i] as number, loss: survivalLoss(at, HORIZONS, labels, order) };
          };
          const [below, above] = [moved(-0.01), moved(0.01)];
          expect(Math.abs((above.loss - below.loss) / (above.at - below.at) - (gradient[i] as number))).toBeLessThan(1e-3);
        });
      }),
      { numRuns: 40 },
    );
  });
});
