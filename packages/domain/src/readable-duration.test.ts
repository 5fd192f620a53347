import { expect, it } from "@jest/globals";
import { readableDuration } from "./readable-duration.js";

it("shows a length of time in the unit that a reader would choose", () => {
  expect([0.4, 59, 60, 5_400, 86_399, 86_400 * 12.4].map((seconds) => readableDuration(seconds))).toEqual([
    "0.4 s",
    "59 s",
    "1 min",
    "1.5 h",
    "24 h",
    "12 d",
  ]);
  expect(readableDuration(7_200, "zh")).toBe("2 小时");
});
