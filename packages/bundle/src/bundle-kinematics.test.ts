import { describe, expect, test } from "@jest/globals";
import { checkAssetConfig } from "@phm/domain";
import { bundleAsset, bundleAssets } from "./bundle-assets.js";
import { BUNDLE_FORMAT, parseHeader } from "./bundle-header.js";

const place = { path: "bundle.json" };
const header = (kinematics: unknown) =>
  JSON.stringify({
    format: BUNDLE_FORMAT,
    name: "n",
    files: {},
    assets: [{ id: "p", kind: "pump", kinematics, points: [{ id: "h", quantity: "acceleration", unit: "g", shaft: "b" }] }],
  });
const kinematics = {
  referenceShaft: "a",
  shafts: [{ id: "a" }, { id: "b" }],
  gearMeshes: [{ id: "g", drivingShaft: "a", drivenShaft: "b", drivingTeeth: 20, drivenTeeth: 40 }],
};

describe("kinematics of a bundle", () => {
  test("reach the configuration, with what was left out as empty lists, and pass the register's checks", () => {
    const [config] = bundleAssets(place, parseHeader(place, header(kinematics)).assets, {});
    expect(config?.kinematics).toEqual({ ...kinematics, belts: [], bladedWheels: [], bearings: [] });
    expect(config?.points[0]?.shaft).toBe("b");
    expect(() => checkAssetConfig(config!)).not.toThrow();
    expect(bundleAsset(config!).kinematics).toEqual(config?.kinematics);
  });

  test("of a wrong form are refused by field", () => {
    const bad = { ...kinematics, gearMeshes: [{ ...kinematics.gearMeshes[0], drivenTeeth: 1.5 }] };
    expect(() => parseHeader(place, header(bad))).toThrow("drivenTeeth");
    expect(() => parseHeader(place, header({ referenceShaft: "a" }))).toThrow("shafts");
  });
});
