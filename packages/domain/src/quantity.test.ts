import { describe, expect, it } from "@jest/globals";
import { parseQuantity, parseUnit } from "./quantity.js";

describe("units", () => {
  it("belong to their quantity", () => {
    expect(parseUnit("acceleration", "m/s2")).toBe("m/s2");
    expect(() => parseUnit("acceleration", "A", "channels[0].unit")).toThrow(
      /channels\[0\]\.unit is "A"; it must be one of g, m\/s2, raw for acceleration/,
    );
  });

  it("are refused by name when unknown, and so are quantities", () => {
    expect(() => parseUnit("current", "furlong")).toThrow(/unit is "furlong"/);
    expect(() => parseQuantity("smell")).toThrow(/quantity is "smell"/);
  });
});
