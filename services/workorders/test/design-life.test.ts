import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { assetRefToWire, DesignLifeService, designLifeFromWire } from "@phm/contracts";
import { type AssetConfig, addSeconds, assetKey, assetRef, parseTimeNs, pointId, storedTime } from "@phm/domain";
import { type Collection, createClient, createLogger, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import { ADVICE_COLLECTION, type AdviceState, NO_ADVICE_YET } from "../src/advise/advice-state.js";
import { MachineClock } from "../src/advise/machine-clock.js";
import { BEARING_COLLECTION, SiteBearings } from "../src/bearings/site-bearings.js";
import { ASSET_COLLECTION, AssetRegister, type RegisteredAsset } from "../src/register/asset-register.js";
import type { StoredRevision } from "../src/revisions/revision-book.js";
import { designLifeService } from "../src/serve/design-life-service.js";

const folder = mkdtempSync(join(tmpdir(), "phm-design-life-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

const COMMISSIONED = parseTimeNs("2025-01-01T00:00:00Z");
const WALL = addSeconds(COMMISSIONED, 2_000 * 3_600);
const L10_HOURS = 1e9 / 60_000;
const configOf = (asset: string): AssetConfig => ({
  ref: assetRef("acme", "north", asset),
  ...{ kind: "pump", component: "bearing", ratedSpeedRpm: 1000, radialLoadN: 1400, commissionedAtNs: COMMISSIONED },
  points: [{ id: pointId("h"), quantity: "acceleration", unit: "g", bearing: { designation: "SKF 6205-2RS" } }],
});

async function startDesignLife(url: string | undefined, name: string) {
  const where = { database: `phm_design_life_test_${process.pid}_${name}`, folder, file: `${name}.db` };
  const store = await openStore(url ? { ...where, mongoUrl: url } : where);
  const advice: Collection<AdviceState> = await store.collection<AdviceState>(ADVICE_COLLECTION);
  const clock = new MachineClock(advice, () => Number(WALL / 1_000_000n));
  const bearings = new SiteBearings(await store.collection<StoredRevision>(BEARING_COLLECTION), () => WALL);
  const register = new AssetRegister(await store.collection<RegisteredAsset>(ASSET_COLLECTION), bearings, async () => {});
  const logger = createLogger({ service: "test", level: "silent" });
  const services = [designLifeService({ register, clock })];
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  const client = createClient(DesignLifeService, `127.0.0.1:${await server.start()}`);
  const stop = async () => {
    client.close();
    await server.stop();
    await store.close();
  };
  const lifeOf = async (asset: string) =>
    designLifeFromWire((await client.call.getDesignLife({ ref: assetRefToWire(configOf(asset).ref) })).designLife);
  return { advice, bearings, register, lifeOf, stop };
}

describe.each(engines)("design life service on %s", (engine, url) => {
  let running: Awaited<ReturnType<typeof startDesignLife>>;
  beforeAll(async () => {
    running = await startDesignLife(url, engine.toLowerCase());
  });
  afterAll(() => running.stop());

  test("without a load rating there is no figure, until the site's catalogue has one; then it names its source", async () => {
    const { register, bearings, lifeOf } = running;
    await register.put(configOf("p1"));
    expect((await lifeOf("p1")).bearings).toMatchObject([{ missing: ["dynamicLoadRatingKn"], designation: "SKF 6205-2RS" }]);
    const orders = { bpfo: 3.585, bpfi: 5.415, bsf: 2.357, ftf: 0.3983 };
    const bearing = { designation: "6205", orders, dynamicLoadRatingKn: 14, source: "maker's list 2024" };
    const place = configOf("p1").ref;
    await bearings.put(place, bearing, { expectedVersion: 0, author: "Li", note: "" });
    await register.refresh(place, "6205");
    const life = await lifeOf("p1");
    expect(life.asOfNs).toBe(WALL);
    expect(life.bearings[0]?.inputs.dynamicLoadRatingKn).toEqual({ value: 14, source: "maker's list 2024" });
    expect(life.bearings[0]?.figures?.ratingLifeHours).toBeCloseTo(L10_HOURS, 6);
    expect(life.bearings[0]?.figures?.usedHours).toBeCloseTo(2_000, 6);
  });

  test("of recorded data, what is used counts up to the latest that was assessed; of live data, up to now", async () => {
    const { register, advice, lifeOf } = running;
    const reached = addSeconds(COMMISSIONED, 500 * 3_600);
    for (const [asset, timeBase] of [
      ["recorded", "recorded"],
      ["live", "live"],
    ] as const) {
      await register.put(configOf(asset));
      await advice.put(assetKey(configOf(asset).ref), { ...NO_ADVICE_YET, acquisition: "a", timeNs: storedTime(reached), timeBase }, 0);
    }
    expect((await lifeOf("recorded")).asOfNs).toBe(reached);
    expect((await lifeOf("live")).asOfNs).toBe(WALL);
  });

  test("an asset that is not registered has none", async () => {
    await expect(running.lifeOf("nobody")).rejects.toMatchObject({ code: "not_found" });
  });
});
