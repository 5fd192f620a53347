import { expect, test } from "@jest/globals";
import { Random } from "./random.js";

test("normal variates have mean 0, variance 1, no skew and the kurtosis of a normal distribution", () => {
  const random = new Random(7);
  const moments = [0, 0, 0, 0];
  const draws = 400_000;
  for (let draw = 0; draw < draws; draw++) {
    const value = random.normal();
    for (let power = 0; power < 4; power++) moments[power]! += value ** (power + 1) / draws;
  }
  expect(moments[0]).toBeCloseTo(0, 2);
  expect(Math.abs(moments[1]! - 1)).toBeLessThan(0.01);
  expect(Math.abs(moments[2]!)).toBeLessThan(0.03);
  expect(Math.abs(moments[3]! - 3)).toBeLessThan(0.06);
});

test("the same seed and stream repeat, another seed or stream differs, also beyond 32 bits of seed", () => {
  const sequence = (seed: number, stream: number) => {
    const random = new Random(seed, stream);
    return Array.from({ length: 8 }, () => random.uint32());
  };
  expect(sequence(5, 1)).toEqual(sequence(5, 1));
  expect(sequence(5, 1)).not.toEqual(sequence(6, 1));
  expect(sequence(5, 1)).not.toEqual(sequence(5, 2));
  expect(sequence(5, 1)).not.toEqual(sequence(5 + 2 ** 32, 1));
});
