import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { addSeconds, formatTimeNs, MAX_TIME_NS, parseTimeNs, secondsBetween, storedTime } from "./time.js";

const timeNs = fc.bigInt({ min: 0n, max: MAX_TIME_NS });

describe("time", () => {
  it("survives formatting and parsing to the nanosecond", () => {
    fc.assert(fc.property(timeNs, (time) => expect(parseTimeNs(formatTimeNs(time))).toBe(time)));
  });

  it("is written without a fraction where there is none, and with the digits that are needed", () => {
    expect(formatTimeNs(parseTimeNs("2011-01-17T06:00:00Z"))).toBe("2011-01-17T06:00:00Z");
    expect(formatTimeNs(parseTimeNs("2011-01-17T06:00:00.25Z"))).toBe("2011-01-17T06:00:00.250Z");
    expect(formatTimeNs(parseTimeNs("2011-01-17T06:00:00.000000001Z"))).toBe("2011-01-17T06:00:00.000000001Z");
  });

  it("understands zones", () => {
    expect(parseTimeNs("2026-03-01T08:00:00.5+08:00")).toBe(parseTimeNs("2026-03-01T00:00:00.5Z"));
  });

  it.each(["2011-01-17", "2011-01-17T06:00:00", "2011-13-01T06:00:00Z", "yesterday", ""])("refuses %j and names the field", (text) => {
    expect(() => parseTimeNs(text, "startTime")).toThrow(/^startTime is /);
  });

  it("keeps text order equal to time order in stores", () => {
    fc.assert(fc.property(timeNs, timeNs, (a, b) => expect(storedTime(a) < storedTime(b)).toBe(a < b)));
    expect(() => storedTime(-1n)).toThrow(/timeNs is -1/);
  });

  it("adds what it measures", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 62n }), fc.integer({ min: -1e6, max: 1e6 }), (start, seconds) => {
        expect(secondsBetween(start, addSeconds(start, seconds))).toBe(seconds);
      }),
    );
  });
});
