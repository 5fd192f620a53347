import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { gapMap } from "./gap-map.js";

const PERIOD = 60n;
const regular = (count: number) => Array.from({ length: count }, (_, i) => BigInt(i) * PERIOD);

describe("the gaps of a measurement point", () => {
  test("are none where it was measured all the time", () => {
    expect(gapMap(regular(10), { fromNs: 0n, toNs: 10n * PERIOD })).toEqual({ count: 10, periodNs: PERIOD, gaps: [], share: 1 });
  });

  test("begin when the first missing measurement was due and end when it was measured again", () => {
    const starts = regular(10).filter((startNs) => startNs < 180n || startNs >= 360n);
    expect(gapMap(starts, {})).toEqual({ count: 7, periodNs: PERIOD, gaps: [{ fromNs: 180n, toNs: 360n, missing: 3 }], share: 0.7 });
  });

  test("are told at the ends of a range that is stated, and not where it is open", () => {
    const starts = regular(10).slice(3, 8);
    const ends = [
      { fromNs: 0n, toNs: 180n, missing: 3 },
      { fromNs: 480n, toNs: 600n, missing: 2 },
    ];
    expect(gapMap(starts, { fromNs: 0n, toNs: 600n }).gaps).toEqual(ends);
    expect(gapMap(starts, {}).gaps).toEqual([]);
  });

  test("an uneven sender has none", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(-14n, 14n), { minLength: 5, maxLength: 50 }), (unevenness) => {
        const starts = unevenness.map((late, i) => BigInt(i) * PERIOD + late);
        expect(gapMap(starts, {}, PERIOD).gaps).toEqual([]);
      }),
    );
  });

  test("cannot be told of a point that was hardly measured, unless the period is stated", () => {
    expect(gapMap(regular(3), { fromNs: 0n, toNs: 6000n })).toEqual({ count: 3, gaps: [] });
    expect(gapMap([], { fromNs: 0n, toNs: 300n }, PERIOD)).toEqual({
      count: 0,
      periodNs: PERIOD,
      gaps: [{ fromNs: 0n, toNs: 300n, missing: 5 }],
      share: 0,
    });
  });

  test("count exactly what was left out, wherever that is", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (measured) => {
        const starts = measured.flatMap((is, i) => (is ? [BigInt(i) * PERIOD] : []));
        const range = { fromNs: 0n, toNs: BigInt(measured.length) * PERIOD };
        const { gaps, share } = gapMap(starts, range, PERIOD);
        expect(gaps.reduce((total, { missing }) => total + missing, 0)).toBe(measured.length - starts.length);
        expect(share).toBe(starts.length / measured.length);
        for (const { fromNs, toNs } of gaps) expect(starts.some((startNs) => startNs >= fromNs && startNs < toNs)).toBe(false);
      }),
    );
  });
});
