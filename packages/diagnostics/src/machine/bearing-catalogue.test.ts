import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareEstimates, comparisonTable } from "../../test/estimate-comparison.js";
import { BEARING_CATALOGUE, type CatalogueBearing, ESTIMATED_TOLERANCE_RATIO, PUBLISHED_TOLERANCE_RATIO } from "./bearing-catalogue.js";
import { findBearing } from "./bearing-designation.js";
import { bearingOrders, isResolved, resolveBearing } from "./characteristic-orders.js";
import { characteristicOrders } from "./geometry-orders.js";
import { PUBLISHED_BEARINGS } from "./published-bearings.js";

const entries = [...BEARING_CATALOGUE.values()];
const published = PUBLISHED_BEARINGS.map((bearing) => ({
  ...bearing,
  known: bearing.orders ?? characteristicOrders(bearing.geometry as NonNullable<typeof bearing.geometry>),
}));

describe("bearing catalogue", () => {
  test("has several hundred designations, each with a source, an accuracy, and orders that a bearing can have", () => {
    expect(BEARING_CATALOGUE.size).toBeGreaterThan(500);
    for (const [key, { designation, orders, source, accuracy, toleranceRatio, geometry, boundary }] of BEARING_CATALOGUE) {
      expect(key).toBe(designation);
      expect(designation).toMatch(/^[A-Z0-9]+$/);
      expect(source.length).toBeGreaterThan(20);
      expect(toleranceRatio).toBe(accuracy === "published" ? PUBLISHED_TOLERANCE_RATIO : ESTIMATED_TOLERANCE_RATIO);
      expect(orders.bpfi).toBeGreaterThan(orders.bpfo);
      expect(Math.abs(orders.bpfo + orders.bpfi - Math.round(orders.bpfo + orders.bpfi))).toBeLessThan(0.001);
      expect(orders.ftf).toBeGreaterThan(0.3);
      expect(orders.ftf).toBeLessThan(0.5);
      if (!boundary || !geometry) continue;
      expect(boundary.widthMm).toBeLessThan(boundary.outsideMm);
      expect(geometry.pitchDiameterMm - geometry.ballDiameterMm).toBeGreaterThan(boundary.boreMm);
      expect(geometry.pitchDiameterMm + geometry.ballDiameterMm).toBeLessThan(boundary.outsideMm);
    }
  });

  test("within a series a larger bore code is a larger bearing", () => {
    const series = new Map<string, number[]>();
    for (const { designation, boundary } of entries) {
      const [, prefix] = /^(.*?)\d{2}[A-Z]*$/.exec(designation) ?? [];
      if (prefix && boundary) series.set(prefix, [...(series.get(prefix) ?? []), boundary.outsideMm]);
    }
    expect(series.size).toBeGreaterThan(20);
    for (const sizes of series.values()) expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });

  // ISO 15 and ISO 355, as any maker's catalogue shows them.
  test.each([
    ["6000", 10, 26, 8],
    ["6205", 25, 52, 15],
    ["6310", 50, 110, 27],
    ["6408", 40, 110, 27],
    ["7312B", 60, 130, 31],
    ["NU1012", 60, 95, 18],
    ["NU2318", 90, 190, 64],
    ["22220", 100, 180, 46],
    ["22316", 80, 170, 58],
    ["30208", 40, 80, 18],
    ["32008", 40, 68, 19],
    ["2208", 40, 80, 23],
  ])("boundary dimensions of %s are %i × %i × %i", (designation, boreMm, outsideMm, widthMm) => {
    expect(BEARING_CATALOGUE.get(designation)?.boundary).toEqual({ boreMm, outsideMm, widthMm });
  });

  test("a published geometry leads to the published orders, where both are there", () => {
    const both = PUBLISHED_BEARINGS.filter(({ geometry, orders }) => geometry && orders);
    expect(both.length).toBeGreaterThan(1);
    for (const { geometry, orders } of both) {
      const computed = characteristicOrders(geometry as NonNullable<typeof geometry>);
      for (const name of ["bpfo", "bpfi", "bsf", "ftf"] as const) {
        expect(Math.abs(computed[name] / (orders as NonNullable<typeof orders>)[name] - 1)).toBeLessThan(0.001);
      }
    }
  });

  test("makers of one designation differ by less than the tolerance that its orders carry", () => {
    let pairs = 0;
    for (const one of published) {
      for (const other of published.filter(({ designation }) => designation === one.designation)) {
        if (one === other) continue;
        pairs += 1;
        for (const name of ["bpfo", "bpfi", "bsf", "ftf"] as const) {
          expect(Math.abs(one.known[name] / other.known[name] - 1)).toBeLessThan(PUBLISHED_TOLERANCE_RATIO);
        }
      }
    }
    expect(pairs).toBeGreaterThan(8);
  });
});

describe("estimated geometry", () => {
  test("has the right count and race orders within its tolerance for every published bearing", () => {
    const rows = compareEstimates();
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.filter((row) => !row.isCountRight)).toEqual([]);
    for (const row of rows) expect(row.raceErrorRatio).toBeLessThan(ESTIMATED_TOLERANCE_RATIO);
  });

  test("stands in the documentation with the errors that it has", () => {
    const page = readFileSync(new URL("../../../../docs/machine-data.md", import.meta.url), "utf8");
    for (const line of comparisonTable()) expect(page).toContain(line);
    expect(page).toContain(`${BEARING_CATALOGUE.size.toLocaleString("en")} designations`);
    expect(page).toContain(`${entries.filter(({ accuracy }) => accuracy === "published").length} designations with geometry`);
  });
});

describe("designations", () => {
  test.each([
    ["SKF 6205-2RS JEM", "6205"],
    ["6205-2RSR-C3", "6205"],
    ["6205 2z/c3", "6205"],
    ["62052RS", "6205"],
    ["深沟球轴承 6308-ZZ", "6308"],
    ["SKF NU 205 ECP", "NU205"],
    ["NU2205-E-XL-TVP2", "NU2205"],
    ["7205 BEP", "7205B"],
    ["7205CD/P4A", "7205C"],
    ["7205 C3", "7205"],
    ["7205AC", "7205AC"],
    ["22228 CC/W33", "22228"],
    ["2205 ETN9", "2205"],
    ["32008 X/Q", "32008"],
    ["MB ER-10K", "ER10K"],
    ["LDK UER204", "UER204"],
    ["Rexnord ZA-2115", "ZA2115"],
    ["NICE", "NICE"],
    ["NU221-2Z", "NU221"],
    ["NU2212Z", "NU2212"],
    ["6205 16", undefined],
  ])("%s is found as %s", (written, designation) => {
    expect(findBearing(written)?.designation).toBe(designation);
  });

  test.each(["", "SKF", "bearing", "204 insert (assumed)", "62205-2RS1", "16005", "205", "99999"])(
    "%j is not found, rather than guessed",
    (written) => {
      expect(findBearing(written)).toBeUndefined();
    },
  );

  test("every designation is found however it is written", () => {
    const spelling = fc.record({
      designation: fc.constantFrom(...BEARING_CATALOGUE.keys()),
      maker: fc.constantFrom("", "SKF ", "fag-", "NSK"),
      gap: fc.constantFrom("", " ", "-", "/"),
      suffix: fc.constantFrom("", "2RS1", "2Z", "ZZ", "J"),
      lower: fc.boolean(),
    });
    fc.assert(
      fc.property(spelling, ({ designation, maker, gap, suffix, lower }) => {
        // Without a gap a seal that begins with a digit cannot be told from one more digit of the number.
        const text = `${maker}${designation}${/^\d/.test(suffix) ? "-" : gap}${suffix}`;
        expect(findBearing(lower ? text.toLowerCase() : text)?.designation).toBe(designation);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("resolution", () => {
  const geometry = { ballDiameterMm: 5, pitchDiameterMm: 30, balls: 8, contactAngleDeg: 0 };
  const orders = { bpfo: 3, bpfi: 5, bsf: 2, ftf: 0.375 };

  test("takes stated orders first, then stated geometry, then the catalogue, and says which", () => {
    expect(resolveBearing({ designation: "6205", geometry, orders })).toMatchObject({ orders, from: "orders", toleranceRatio: 0.012 });
    expect(resolveBearing({ designation: "6205", geometry })).toMatchObject({ orders: characteristicOrders(geometry), from: "geometry" });
    expect(resolveBearing({ designation: "6205-2RS" })).toMatchObject({
      from: "catalogue",
      accuracy: "published",
      orders: { bpfo: 3.5848 },
    });
    expect(resolveBearing({ designation: "6210" })).toMatchObject({ from: "catalogue", accuracy: "estimated", toleranceRatio: 0.04 });
  });

  test("what the register has found under a designation needs no catalogue, and is the same as the catalogue's", () => {
    const none = new Map();
    for (const designation of ["SKF 6205-2RS", "NU 210", "22228 CC/W33"]) {
      const bearing = { designation, resolvedFrom: findBearing(designation)! };
      expect(resolveBearing(bearing, none)).toEqual(resolveBearing({ designation }));
      expect(resolveBearing({ ...bearing, geometry }, none)).toMatchObject({ from: "geometry" });
    }
  });

  test("a rating stands only where a source states it; the exponent follows from the kind", () => {
    const rated = entries.filter(({ dynamicLoadRatingKn }) => dynamicLoadRatingKn !== undefined);
    expect(rated.map(({ designation, dynamicLoadRatingKn }) => [designation, dynamicLoadRatingKn])).toEqual([
      ["6804", 4],
      ["UER204", 12.82],
    ]);
    expect(findBearing("6310")?.fatigueExponent).toBe(3);
    expect(findBearing("NU310")?.fatigueExponent).toBe(10 / 3);
    expect(findBearing("NICE")?.fatigueExponent).toBeUndefined();
  });

  test("says why there are no orders", () => {
    expect(resolveBearing(undefined)).toEqual({ unresolved: "not_stated" });
    expect(resolveBearing({})).toEqual({ unresolved: "not_stated" });
    expect(resolveBearing({ designation: "X-1" })).toEqual({ unresolved: "unknown_designation" });
    expect(bearingOrders({ designation: "X-1" })).toBeNull();
  });

  test("a site's own catalogue replaces an entry", () => {
    const own = {
      ...{ catalogue: "site", version: 3 },
      designation: "6205",
      orders,
      accuracy: "published",
      toleranceRatio: 0.01,
      source: "the site's drawing of the bearing",
    } as const satisfies CatalogueBearing;
    const result = resolveBearing({ designation: "SKF 6205" }, new Map([...BEARING_CATALOGUE, ["6205", own]]));
    expect(isResolved(result) && result.orders).toBe(orders);
  });
});
