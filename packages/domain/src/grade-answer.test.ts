import { expect, test } from "@jest/globals";
import { gradeAnswer } from "./grade-answer.js";
import type { NumericForm } from "./inspection-form.js";

const FORM: NumericForm = { kind: "numeric", unit: "bar", min: 0, max: 10, failBelow: 1, warnBelow: 2, warnAbove: 6, failAbove: 8 };

test.each([
  [0.9, "fail"],
  [1, "warn"],
  [1.9, "warn"],
  [2, "ok"],
  [6, "ok"],
  [6.1, "warn"],
  [8, "warn"],
  [8.1, "fail"],
])("%d bar is %s: a reading on a limit is within it", (value, grade) => {
  expect(gradeAnswer(FORM, { kind: "numeric", value, unit: "bar" })).toBe(grade);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, -0.1, 10.1])("%d bar is refused, naming what is possible", (value) => {
  expect(() => gradeAnswer(FORM, { kind: "numeric", value, unit: "bar" })).toThrow("it must be 0 to 10 bar");
});
