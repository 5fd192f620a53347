import { expect, test } from "@jest/globals";
import { LengthCache } from "./length-cache.js";

test("a value is made once per length and the one unused for longest is disposed of first", () => {
  const [made, disposed]: [number[], string[]] = [[], []];
  const cache = new LengthCache(
    (length) => {
      made.push(length);
      return `of ${length}`;
    },
    (value) => disposed.push(value),
    2,
  );
  for (const length of [1, 2, 1, 3, 1]) expect(cache.get(length)).toBe(`of ${length}`);
  expect(made).toEqual([1, 2, 3]);
  expect(disposed).toEqual(["of 2"]);
});
