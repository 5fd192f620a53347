import { expect, test } from "@jest/globals";
import { studentQuantile } from "./student-quantile.js";

test.each([
  [0.8, 1, 1.376],
  [0.8, 2, 1.061],
  [0.8, 3, 0.978],
  [0.8, 7, 0.896],
  [0.975, 4, 2.776],
  [0.95, 5, 2.015],
  [0.9, 30, 1.31],
])("the quantile at %d for %d degrees of freedom is the printed table's %d", (probability, degrees, quantile) => {
  expect(studentQuantile(probability, degrees)).toBeCloseTo(quantile, 3);
  expect(studentQuantile(1 - probability, degrees)).toBeCloseTo(-quantile, 3);
});

test("with one degree of freedom it is the Cauchy distribution's", () => {
  for (const probability of [0.1, 0.3, 0.6, 0.9]) {
    expect(studentQuantile(probability, 1)).toBeCloseTo(Math.tan(Math.PI * (probability - 0.5)), 9);
  }
});

test("a probability or degrees that mean nothing are refused by name", () => {
  expect(() => studentQuantile(1, 3)).toThrow(/probability/);
  expect(() => studentQuantile(0.5, 0)).toThrow(/degrees/);
});
