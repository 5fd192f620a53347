import { describe, expect, test } from "@jest/globals";
import { normalFrom, seededUniform } from "../net/seeded-random.js";
import { calibratedLevels } from "./level-calibration.js";

const even = (count: number) => Float64Array.from({ length: count }, (_, i) => (i + 0.5) / count);

describe("calibration of the levels", () => {
  test("of a model whose probabilities are right leaves them as they are", () => {
    const { low, middle, high, units } = calibratedLevels(
      Array.from({ length: 99 }, () => even(100)),
      0.8,
    );
    expect(low).toBeCloseTo(0.1, 1);
    expect(middle).toBeCloseTo(0.5, 1);
    expect(high).toBeCloseTo(0.9, 1);
    expect(units).toBe(99);
  });

  test("moves the levels of an over-sure model out, so that the stated share of a new unit's moments is held", () => {
    const normal = normalFrom(seededUniform(2));
    // The model's spread is half of the truth's.
    const rank = () => 1 / (1 + Math.exp(-1.7 * 2 * normal()));
    const draw = (count: number) => Array.from({ length: count }, () => Float64Array.from({ length: 50 }, rank));
    const { low, high } = calibratedLevels(draw(200), 0.8);
    expect(low).toBeLessThan(0.05);
    expect(high).toBeGreaterThan(0.95);
    const fresh = draw(200).flatMap((ranks) => [...ranks]);
    const held = fresh.filter((value) => value >= low && value <= high).length / fresh.length;
    expect(Math.abs(held - 0.8)).toBeLessThan(0.02);
  });

  test("a unit has one vote however many rows it has", () => {
    const once = [Float64Array.of(0.2, 0.4), Float64Array.of(0.6, 0.9)];
    const often = [Float64Array.of(0.2, 0.2, 0.2, 0.4, 0.4, 0.4), Float64Array.of(0.6, 0.9)];
    expect(calibratedLevels(often, 0.5)).toEqual(calibratedLevels(once, 0.5));
  });

  test("with too few units for the level it keeps the whole curve", () => {
    expect(calibratedLevels([Float64Array.of(0.5)], 0.8)).toMatchObject({ low: 0, high: 1 });
  });

  test("no unit, or a level outside 0 to 1, is refused", () => {
    expect(() => calibratedLevels([], 0.8)).toThrow(/units/);
    expect(() => calibratedLevels([even(3)], 1)).toThrow(/level/);
  });
});
