import { expect, test } from "@jest/globals";
import { checkAssetConfig, TIME_SCALES } from "@phm/domain";
import { bundleAsset, bundleAssets } from "./bundle-assets.js";
import { BUNDLE_FORMAT, parseHeader } from "./bundle-header.js";

const place = { path: "bundle.json" };
const header = (change: object) => {
  const asset = { id: "p", kind: "pump", ...change, points: [{ id: "h", quantity: "acceleration", unit: "g" }] };
  return JSON.stringify({ format: BUNDLE_FORMAT, name: "n", files: {}, assets: [asset] });
};

test.each(TIME_SCALES)("the time scale %s reaches the configuration, and a written header has it again", (timeScale) => {
  const [config] = bundleAssets(place, parseHeader(place, header({ timeScale })).assets, {});
  expect(config?.timeScale).toBe(timeScale);
  expect(() => checkAssetConfig(config!)).not.toThrow();
  expect(bundleAsset(config!)).toMatchObject({ timeScale });
  expect(bundleAssets(place, parseHeader(place, header({})).assets, {})[0]).not.toHaveProperty("timeScale");
});

test("an unknown one is refused by field, in a bundle and at the register", () => {
  expect(() => parseHeader(place, header({ timeScale: "slow" }))).toThrow("timeScale");
  const [config] = bundleAssets(place, parseHeader(place, header({})).assets, {});
  expect(() => checkAssetConfig({ ...config!, timeScale: "slow" as never })).toThrow(expect.objectContaining({ field: "timeScale" }));
});
