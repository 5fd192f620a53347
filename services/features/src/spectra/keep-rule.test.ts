import { describe, expect, test } from "@jest/globals";
import { NS_PER_S, storedTime } from "@phm/domain";
import fc from "fast-check";
import type { KeptMark } from "../history/open-log.js";
import { levelsOf, reasonToKeep } from "./keep-rule.js";

const RULE = { intervalNs: 3_600n * NS_PER_S, changeRatio: 0.25 };
const START_NS = 1_772_000_000n * NS_PER_S;
const MARK: KeptMark = { point: "de", time: storedTime(START_NS), levels: { rms: 2, envelopeRms: 1 } };
const after = (seconds: number) => START_NS + BigInt(seconds) * NS_PER_S;

describe("which spectra are kept", () => {
  test("the first of a point, then one after each interval", () => {
    expect(reasonToKeep(RULE, undefined, START_NS, {})).toBe("schedule");
    expect(reasonToKeep(RULE, MARK, after(3_599), { rms: 2 })).toBeUndefined();
    expect(reasonToKeep(RULE, MARK, after(3_600), { rms: 2 })).toBe("schedule");
  });

  test.each([
    ["a level a quarter up", { rms: 2.6, envelopeRms: 1 }, "change"],
    ["a level a quarter down", { rms: 1.4, envelopeRms: 1 }, "change"],
    ["another level alone", { rms: 2, envelopeRms: 1.3 }, "change"],
    ["a level that was not there", { rms: 2, envelopeRms: 1, velocityRmsMmPerS: 1 }, "change"],
    ["less than a quarter", { rms: 2.4, envelopeRms: 1.2 }, undefined],
  ])("%s between intervals", (_, levels, reason) => {
    expect(reasonToKeep(RULE, MARK, after(600), levels as Record<string, number>)).toBe(reason);
  });

  test("a level that goes up and down keeps one a minute at most, and nothing that is not newer is kept", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 59 }), fc.double({ min: 0, max: 100, noNaN: true }), (seconds, rms) => {
        expect(reasonToKeep(RULE, MARK, after(seconds), { rms })).toBeUndefined();
      }),
    );
  });

  test("levels are the figures that a fault raises, where the channel has them", () => {
    expect(levelsOf({ rms: 1, kurtosis: 3, envelopeRms: 0.5 })).toEqual({ rms: 1, envelopeRms: 0.5 });
  });
});
