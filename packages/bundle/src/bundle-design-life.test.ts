import { expect, test } from "@jest/globals";
import { checkAssetConfig, parseTimeNs } from "@phm/domain";
import { bundleAsset, bundleAssets } from "./bundle-assets.js";
import { BUNDLE_FORMAT, parseHeader } from "./bundle-header.js";

const place = { path: "bundle.json" };
const bearing = { designation: "6205", dynamicLoadRatingKn: 14, fatigueExponent: 3, equivalentLoadN: 900 };
const header = (change: object) => {
  const asset = { id: "p", kind: "pump", ...change, points: [{ id: "h", quantity: "acceleration", unit: "g", bearing }] };
  return JSON.stringify({ format: BUNDLE_FORMAT, name: "n", files: {}, assets: [asset] });
};
const stated = { commissionedAt: "2020-01-01T00:00:00Z", runningHours: { hours: 5_000.5, asOf: "2021-01-01T00:00:00Z" } };

test("what design life asks for reaches the configuration, and a written header has it again", () => {
  const [config] = bundleAssets(place, parseHeader(place, header(stated)).assets, {});
  expect(config?.points[0]?.bearing).toEqual(bearing);
  expect(config?.commissionedAtNs).toBe(parseTimeNs(stated.commissionedAt));
  expect(config?.runningHours).toEqual({ hours: 5_000.5, asOfNs: parseTimeNs(stated.runningHours.asOf) });
  expect(() => checkAssetConfig(config!)).not.toThrow();
  expect(JSON.parse(JSON.stringify(bundleAsset(config!)))).toMatchObject(stated);
});

test.each([
  ["assets[0].commissionedAt", { commissionedAt: "2020" }],
  ["assets[0].runningHours.asOf", { runningHours: { hours: 1, asOf: "now" } }],
])("a bad %s is refused by field", (field, change) => {
  expect(() => bundleAssets(place, parseHeader(place, header(change)).assets, {})).toThrow(field);
});
