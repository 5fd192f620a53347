import { describe, expect, test } from "@jest/globals";
import { InvalidValue } from "@phm/domain";
import fc from "fast-check";
import { expectClose } from "../../test/signals.js";
import { butterworthSections, MAX_BUTTERWORTH_ORDER } from "./butterworth.js";
import type { FilterShape } from "./filter-shape.js";
import { sosGainRatio } from "./second-order-sections.js";

const RATE_HZ = 25_600;
const orders = fc.integer({ min: 1, max: MAX_BUTTERWORTH_ORDER });
/** Edges at least a percent of Nyquist apart from each other and from its ends. */
const bands = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 2 }).map((percents) => {
  const [lowHz, highHz] = percents.sort((a, b) => a - b).map((percent) => (percent * RATE_HZ) / 200) as [number, number];
  return { lowHz, highHz };
});

function shapes({ lowHz, highHz }: { lowHz: number; highHz: number }): FilterShape[] {
  return [
    { kind: "low_pass", cutoffHz: lowHz },
    { kind: "high_pass", cutoffHz: highHz },
    { kind: "band_pass", lowHz, highHz },
    { kind: "band_stop", lowHz, highHz },
  ];
}

describe("Butterworth design", () => {
  test("order 2 at a quarter of the rate has its textbook coefficients", () => {
    const { sections } = butterworthSections(2, { kind: "low_pass", cutoffHz: RATE_HZ / 4 }, RATE_HZ);
    const root = Math.SQRT2;
    expect(sections).toHaveLength(1);
    const [section] = sections;
    for (const [name, value] of Object.entries({
      b0: 1 / (2 + root),
      b1: 2 / (2 + root),
      b2: 1 / (2 + root),
      a1: 0,
      a2: (2 - root) / (2 + root),
    })) {
      expectClose(section?.[name as "b0"] as number, value, 1e-14, 1);
    }
  });

  test("the gain follows 1 / sqrt(1 + w^2n) of the warped frequency", () => {
    fc.assert(
      fc.property(orders, bands, (order, { lowHz, highHz }) => {
        const warp = (frequencyHz: number) => Math.tan((Math.PI * frequencyHz) / RATE_HZ);
        const filter = butterworthSections(order, { kind: "low_pass", cutoffHz: lowHz }, RATE_HZ);
        const expected = 1 / Math.sqrt(1 + (warp(highHz) / warp(lowHz)) ** (2 * order));
        expectClose(sosGainRatio(filter, highHz), expected, 1e-8);
      }),
    );
  });

  test("every edge has -3 dB, the pass-band 1, and no gain is above 1", () => {
    fc.assert(
      fc.property(orders, bands, (order, band) => {
        for (const shape of shapes(band)) {
          const filter = butterworthSections(order, shape, RATE_HZ);
          const edges = "cutoffHz" in shape ? [shape.cutoffHz] : [shape.lowHz, shape.highHz];
          for (const edge of edges) expectClose(sosGainRatio(filter, edge), Math.SQRT1_2, 1e-5);
          for (let frequencyHz = 7; frequencyHz < RATE_HZ / 2; frequencyHz += 331)
            expect(sosGainRatio(filter, frequencyHz)).toBeLessThan(1 + 1e-5);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("every pole lies inside the unit circle", () => {
    fc.assert(
      fc.property(orders, bands, (order, band) => {
        for (const shape of shapes(band)) {
          for (const { a1, a2 } of butterworthSections(order, shape, RATE_HZ).sections) {
            // The stability triangle of a section.
            expect(Math.abs(a2)).toBeLessThan(1);
            expect(Math.abs(a1)).toBeLessThan(1 + a2);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["order", 0, { kind: "low_pass", cutoffHz: 100 }, RATE_HZ, "order is 0"],
    ["order", 13, { kind: "low_pass", cutoffHz: 100 }, RATE_HZ, "order is 13"],
    ["order", 2.5, { kind: "low_pass", cutoffHz: 100 }, RATE_HZ, "order is 2.5"],
    ["a cut-off of 0 Hz", 2, { kind: "high_pass", cutoffHz: 0 }, RATE_HZ, "cutoffHz is 0"],
    ["a cut-off at Nyquist", 2, { kind: "low_pass", cutoffHz: 12_800 }, RATE_HZ, "cutoffHz is 12800"],
    ["a NaN", 2, { kind: "low_pass", cutoffHz: Number.NaN }, RATE_HZ, "cutoffHz is NaN"],
    ["a band upside down", 2, { kind: "band_pass", lowHz: 200, highHz: 100 }, RATE_HZ, "highHz is 100"],
    ["a band above Nyquist", 2, { kind: "band_stop", lowHz: 200, highHz: 13_000 }, RATE_HZ, "highHz is 13000"],
    ["a sample rate of 0", 2, { kind: "low_pass", cutoffHz: 100 }, 0, "sampleRateHz is 0"],
    ["a negative sample rate", 2, { kind: "low_pass", cutoffHz: 100 }, -1, "sampleRateHz is -1"],
  ] as const)("%s is refused by name", (_, order, shape, rateHz, message) => {
    const act = () => butterworthSections(order, shape, rateHz);
    expect(act).toThrow(InvalidValue);
    expect(act).toThrow(message);
  });
});
