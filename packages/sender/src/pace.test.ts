import { describe, expect, it } from "@jest/globals";
import { Pace } from "./pace.js";

describe("a pace", () => {
  it("lets the first bytes go at once and spaces the others by their size", () => {
    const pace = new Pace(1_000);
    expect([500, 250, 1_000].map((bytes) => pace.delayMs(bytes, 0))).toEqual([0, 500, 750]);
  });

  it("does not make up for time in which nothing was sent", () => {
    const pace = new Pace(1_000);
    pace.delayMs(1_000, 0);
    expect(pace.delayMs(1_000, 60_000)).toBe(0);
    expect(pace.delayMs(1_000, 60_000)).toBe(1_000);
  });
});
