import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AssetService, assetConfigToWire, assetRefToWire } from "@phm/contracts";
import { type AssetConfig, assetRef, type Bearing, pointId } from "@phm/domain";
import { createClient, createLogger, type DocumentStore, defineService, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import { BEARING_COLLECTION, SiteBearings } from "../src/bearings/site-bearings.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "../src/register/asset-register.js";
import type { StoredRevision } from "../src/revisions/revision-book.js";
import { getAsset } from "../src/rpc/get-asset.js";
import { listAssets } from "../src/rpc/list-assets.js";
import { putAsset } from "../src/rpc/put-asset.js";

const folder = mkdtempSync(join(tmpdir(), "phm-register-"));
const announced: AssetConfig[] = [];
let store: DocumentStore;
let server: GrpcServer;
let client: ReturnType<typeof createClient<typeof AssetService>>;

beforeAll(async () => {
  store = await openStore({ database: "unused", folder, file: "register.db" });
  const bearings = new SiteBearings(await store.collection<StoredRevision>(BEARING_COLLECTION), () => 1n);
  const assets = await store.collection<RegisteredAsset>(ASSET_COLLECTION);
  const register = new AssetRegister(assets, bearings, async (config) => void announced.push(config));
  const handlers = { putAsset: putAsset(register), getAsset: getAsset(register), listAssets: listAssets(register) };
  const services = [defineService(AssetService, handlers)];
  const logger = createLogger({ service: "test", level: "silent" });
  server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  client = createClient(AssetService, `127.0.0.1:${await server.start()}`);
});
afterAll(async () => {
  client.close();
  await server.stop();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const withBearing = (asset: string, bearing: Bearing): AssetConfig => ({
  ref: assetRef("acme", "north", asset),
  kind: "pump",
  component: "bearing",
  points: [{ id: pointId("h"), quantity: "acceleration", unit: "g", bearing }],
});
const put = (config: AssetConfig) => client.call.putAsset({ config: assetConfigToWire(config) });

describe("registration of bearings", () => {
  test("an unknown designation is registered and told, at once and whenever the asset is read", async () => {
    const config = withBearing("p1", { designation: "XYZ-1" });
    const { version, notices } = await put(config);
    expect(version).toBe(1n);
    expect(notices).toMatchObject([{ field: "points[0].bearing.designation", value: "XYZ-1" }]);
    expect(notices[0]?.noticeEn).toContain("not in the catalogue");
    expect((await client.call.getAsset({ ref: assetRefToWire(config.ref) })).notices).toEqual(notices);
    expect(announced.at(-1)).toEqual(config);
  });

  test("a known designation, stated geometry or stated orders leave nothing to tell", async () => {
    const geometry = { ballDiameterMm: 7.94, pitchDiameterMm: 39.04, balls: 9, contactAngleDeg: 0 };
    for (const bearing of [{ designation: "SKF 6205-2RS" }, { geometry }, { designation: "XYZ-1", geometry }]) {
      expect((await put(withBearing("p2", bearing))).notices).toEqual([]);
    }
  });

  test("an impossible geometry and a gear train that contradicts itself are refused by field, and not announced", async () => {
    const before = announced.length;
    const geometry = { ballDiameterMm: 10, pitchDiameterMm: 30, balls: 12, contactAngleDeg: 0 };
    await expect(put(withBearing("p3", { geometry }))).rejects.toMatchObject({
      code: "invalid_argument",
      field: "points[0].bearing.geometry.balls",
      limit: "at most 9, which fit on the pitch circle",
    });
    const mesh = { id: "g", drivingShaft: "a", drivenShaft: "b", drivingTeeth: 20, drivenTeeth: 40 };
    const kinematics = {
      referenceShaft: "a",
      shafts: [{ id: "a" }, { id: "b", speedRatio: 0.4 }],
      gearMeshes: [mesh],
      belts: [],
      bladedWheels: [],
      bearings: [],
    };
    await expect(put({ ...withBearing("p3", {}), kinematics })).rejects.toMatchObject({ field: "kinematics.shafts[1].speedRatio" });
    expect(announced).toHaveLength(before);
  });
});
