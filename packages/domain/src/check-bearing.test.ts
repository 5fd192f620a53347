import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Bearing } from "./bearing.js";
import { checkBearing } from "./check-bearing.js";
import { checkSiteBearing } from "./check-site-bearing.js";
import { ordersOfGeometry } from "./geometry-orders.js";

const GEOMETRY = { ballDiameterMm: 7.94, pitchDiameterMm: 39.04, balls: 9, contactAngleDeg: 0 };
const ORDERS = ordersOfGeometry(GEOMETRY);

describe("what is stated of a bearing", () => {
  test.each<[string, Bearing]>([
    ["geometry.ballDiameterMm", { geometry: { ...GEOMETRY, ballDiameterMm: 0 } }],
    ["geometry.pitchDiameterMm", { geometry: { ...GEOMETRY, ballDiameterMm: 40 } }],
    ["geometry.balls", { geometry: { ...GEOMETRY, balls: 2 } }],
    ["geometry.balls", { geometry: { ...GEOMETRY, balls: 20 } }],
    ["geometry.contactAngleDeg", { geometry: { ...GEOMETRY, contactAngleDeg: 90 } }],
    ["geometry.contactAngleDeg", { geometry: { ...GEOMETRY, contactAngleDeg: -1 } }],
    ["orders.bpfo", { orders: { ...ORDERS, bpfo: 6 } }],
    ["orders.bsf", { geometry: GEOMETRY, orders: { ...ORDERS, bsf: 2 * ORDERS.bsf } }],
    ["dynamicLoadRatingKn", { dynamicLoadRatingKn: 0 }],
    ["equivalentLoadN", { equivalentLoadN: Number.NaN }],
    ["fatigueExponent", { fatigueExponent: 0.3 }],
  ])("a bad %s is refused by name", (field, bearing) => {
    expect(() => checkBearing(bearing, "points[0].bearing")).toThrow(expect.objectContaining({ field: `points[0].bearing.${field}` }));
  });

  test("orders within 2 % of the geometry's pass beside it, those beyond are refused", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.05, max: 0.05, noNaN: true }), fc.constantFrom("bpfo", "bpfi", "bsf", "ftf"), (share, name) => {
        const orders = { ...ORDERS, [name]: ORDERS[name as "bpfo"] * (1 + share) };
        const check = () => checkBearing({ geometry: GEOMETRY, orders }, "bearing");
        if (Math.abs(share) < 0.0199) expect(check).not.toThrow();
        if (Math.abs(share) > 0.0201) expect(check).toThrow(expect.objectContaining({ field: `bearing.orders.${name}` }));
      }),
    );
  });

  test.each([
    ["bearing.geometry", { geometry: undefined as never }],
    ["bearing.source", { source: " " }],
    ["bearing.maker", { maker: "" }],
    ["bearing.notes", { notes: "x".repeat(1_001) }],
    ["bearing.designation", { designation: "" }],
  ])("a site's entry with a bad %s is refused by name", (field, change) => {
    const bearing = { designation: "X9", geometry: GEOMETRY, source: "drawing" };
    expect(() => checkSiteBearing(bearing)).not.toThrow();
    expect(() => checkSiteBearing({ ...bearing, ...change })).toThrow(expect.objectContaining({ field }));
  });
});
