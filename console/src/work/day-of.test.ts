import { expect, test } from "@jest/globals";
import { dayOf, daysOf } from "./day-of.js";

const local = (day: number, hour: number) => new Date(2026, 1, day, hour).toISOString();

test("a day is that of the reader", () => {
  expect(dayOf(local(3, 0))).toBe("2026-02-03");
  expect(dayOf(local(3, 23))).toBe("2026-02-03");
});

test("a stop over midnight stands on both days, also over the end of a month", () => {
  expect(daysOf(local(28, 22), local(29, 4))).toEqual(["2026-02-28", "2026-03-01"]);
  expect(daysOf(local(3, 8), local(3, 16))).toEqual(["2026-02-03"]);
});

test("a span that ends before it begins has its first day alone", () => {
  expect(daysOf(local(5, 8), local(3, 8))).toEqual(["2026-02-05"]);
});
