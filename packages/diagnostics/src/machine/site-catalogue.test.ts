import { describe, expect, test } from "@jest/globals";
import { type AssetConfig, assetRef, type Bearing, pointId, type SiteBearing } from "@phm/domain";
import fc from "fast-check";
import { BEARING_CATALOGUE } from "./bearing-catalogue.js";
import { designationCandidates, findBearing } from "./bearing-designation.js";
import { isResolved, resolveBearing } from "./characteristic-orders.js";
import { configNotices } from "./config-notices.js";
import { characteristicOrders } from "./geometry-orders.js";
import { nearestDesignations } from "./nearest-designations.js";
import { isConcerned, resolvedConfig, siteCatalogue, siteFigures, statedConfig } from "./site-catalogue.js";

const GEOMETRY = { ballDiameterMm: 8, pitchDiameterMm: 39, balls: 9, contactAngleDeg: 0 };
const own = (designation: string, more: Partial<SiteBearing> = {}) =>
  siteFigures({ designation, geometry: GEOMETRY, source: "drawing 12", ...more }, 2);
const configOf = (...bearings: Bearing[]): AssetConfig => ({
  ref: assetRef("acme", "north", "p1"),
  kind: "pump",
  component: "bearing",
  points: bearings.map((bearing, i) => ({ id: pointId(`p${i}`), quantity: "acceleration", unit: "g", bearing })),
  kinematics: {
    ...{ referenceShaft: "s", shafts: [{ id: "s" }], gearMeshes: [], belts: [], bladedWheels: [] },
    bearings: bearings.map((bearing, i) => ({ id: `m${i}`, shaft: "s", bearing })),
  },
});

describe("a site's catalogue", () => {
  test("its entry comes before the built-in one of the same designation, and leaves longer designations alone", () => {
    const catalogue = siteCatalogue([own("6205"), own("7205")]);
    expect(findBearing("SKF 6205-2RS", catalogue)).toMatchObject({ catalogue: "site", version: 2, accuracy: "given" });
    expect(findBearing("7205 BEP", catalogue)).toMatchObject({ catalogue: "built_in", designation: "7205B" });
    expect(findBearing("6206", catalogue)).toBe(BEARING_CATALOGUE.get("6206"));
  });

  test("stated orders come before those of the geometry; the exponent is the built-in one's, a rating never is", () => {
    const orders = { bpfo: 3.6, bpfi: 5.4, bsf: 2.3, ftf: 0.4 };
    expect(own("6205", { orders }).orders).toBe(orders);
    expect(own("6205").orders).toEqual(characteristicOrders(GEOMETRY));
    expect(own("NU205").fatigueExponent).toBe(10 / 3);
    expect(own("UER204").dynamicLoadRatingKn).toBeUndefined();
  });

  test("resolving fills what is found at points and mounted bearings, and goes back to what was stated", () => {
    const config = configOf({ designation: "6205" }, { designation: "X-1" }, { geometry: GEOMETRY }, { designation: "OWN-7" });
    const resolved = resolvedConfig(config, siteCatalogue([own("OWN7")]));
    const found = [undefined, ...["6205", undefined, undefined, "OWN7"]].slice(1);
    expect(resolved.points.map(({ bearing }) => bearing?.resolvedFrom?.designation)).toEqual(found);
    expect(resolved.kinematics?.bearings.map(({ bearing }) => bearing.resolvedFrom?.designation)).toEqual(found);
    expect(statedConfig(resolved)).toEqual(config);
    expect(resolvedConfig(resolved, siteCatalogue([]))).toEqual(resolvedConfig(config, BEARING_CATALOGUE));
  });

  test("a resolved bearing says that it is the site's, and which revision", () => {
    const [point] = resolvedConfig(configOf({ designation: "6205" }), siteCatalogue([own("6205")])).points;
    const result = resolveBearing(point?.bearing, new Map());
    expect(isResolved(result) && result.source).toBe("the site's catalogue, revision 2: 6205. drawing 12");
  });

  test("a change concerns every configuration that it can change, for any catalogue and spelling", () => {
    const keys = [...BEARING_CATALOGUE.keys()];
    const written = fc.tuple(fc.constantFrom(...keys), fc.constantFrom("", " 2RS", "B", "1", "-C3")).map((parts) => parts.join(""));
    fc.assert(
      fc.property(written, fc.constantFrom(...keys), (designation, changed) => {
        const config = configOf({ designation });
        const after = resolvedConfig(config, siteCatalogue([own(changed)]));
        const isChanged = JSON.stringify(after) !== JSON.stringify(resolvedConfig(config, BEARING_CATALOGUE));
        if (isChanged) expect(isConcerned(config, changed)).toBe(true);
        expect(isConcerned(config, changed)).toBe(designationCandidates(designation).includes(changed));
      }),
      { numRuns: 150 },
    );
  });
});

describe("designations that nobody has", () => {
  test.each([
    ["6250", "6205"],
    ["SKF 62O5", "SKF6205"],
    ["NU 20S", "NU20"],
  ])("%s has near ones", (written, key) => {
    expect(nearestDesignations(written, [...BEARING_CATALOGUE.keys(), key])).toContain(key);
  });

  test("are told with the nearest that the site has, in both languages; nothing near is nothing told", () => {
    const catalogue = siteCatalogue([own("PX9001")]);
    const [near, far] = configNotices(
      { ...configOf({ designation: "PX-9010" }, { designation: "PUMPENLAGER" }), kinematics: undefined as never },
      catalogue,
    );
    expect([near?.noticeEn, near?.noticeZh]).toEqual([expect.stringContaining("nearest: PX9001"), expect.stringContaining("PX9001")]);
    expect(far?.noticeEn).not.toContain("nearest");
  });

  test("a designation itself is its own nearest, and one change away is never further than the limit", () => {
    const keys = [...BEARING_CATALOGUE.keys()];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.nat(3), (designation, at) => {
        expect(nearestDesignations(designation, keys)[0]).toBe(designation);
        const changed = `${designation.slice(0, at)}X${designation.slice(at + 1)}`;
        expect(nearestDesignations(changed, [designation])).toEqual([designation]);
      }),
      { numRuns: 50 },
    );
  });
});
