import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  AssetService,
  assetConfigToWire,
  assetRefToWire,
  BearingService,
  bearingEntryFromWire,
  bearingRevisionFromWire,
  siteBearingToWire,
} from "@phm/contracts";
import { type AssetConfig, assetRef, type Bearing, organisationId, pointId, type SiteBearing, siteId } from "@phm/domain";
import { BEARING_CATALOGUE } from "@phm/pipeline";
import { createClient, createLogger, type DocumentStore, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import { BEARING_COLLECTION, SiteBearings } from "../src/bearings/site-bearings.js";
import { ASSET_COLLECTION, AssetRegister, type Catalogues, type RegisteredAsset } from "../src/register/asset-register.js";
import type { StoredRevision } from "../src/revisions/revision-book.js";
import { assetService } from "../src/serve/asset-service.js";
import { bearingService } from "../src/serve/bearing-service.js";

const folder = mkdtempSync(join(tmpdir(), "phm-bearings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

const OWN: SiteBearing = {
  designation: "6205",
  maker: "HRB",
  geometry: { ballDiameterMm: 7.5, pitchDiameterMm: 38.5, balls: 9, contactAngleDeg: 0 },
  dynamicLoadRatingKn: 14,
  source: "maker's drawing 6205/7",
};

let announced: AssetConfig[] = [];
let fails = false;
const announce = async (config: AssetConfig) => {
  if (fails) throw new Error("no broker");
  announced.push(config);
};

/** The service as a start of it leaves it, on a store that outlives it. */
async function begin(store: DocumentStore) {
  let nowNs = 1_700_000_000_000_000_000n;
  const bearings = new SiteBearings(await store.collection<StoredRevision>(BEARING_COLLECTION), () => (nowNs += 1_000_000_000n));
  const register = new AssetRegister(await assetsOf(store), bearings, announce);
  await register.announceAll();
  return { bearings, register };
}

const assetsOf = (store: DocumentStore) => store.collection<RegisteredAsset>(ASSET_COLLECTION);

/** Does the work the first time that it is called, and nothing after that. */
function once(work: () => Promise<unknown>): () => Promise<void> {
  let isDone = false;
  return async () => {
    if (isDone) return;
    isDone = true;
    await work();
  };
}

async function startBearings(url: string | undefined, name: string) {
  const where = { database: `phm_bearings_test_${process.pid}_${name}`, folder, file: `${name}.db` };
  const store = await openStore(url ? { ...where, mongoUrl: url } : where);
  const begun = await begin(store);
  const context = begun as Parameters<typeof bearingService>[0] & Parameters<typeof assetService>[0];
  const services = [bearingService(context), assetService(context)];
  const logger = createLogger({ service: "test", level: "silent" });
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  const address = `127.0.0.1:${await server.start()}`;
  const [client, assets] = [createClient(BearingService, address), createClient(AssetService, address)];
  const stop = async () => {
    client.close();
    assets.close();
    await server.stop();
    await store.close();
  };
  return { ...begun, store, call: client.call, assets: assets.call, stop };
}

describe.each(engines)("bearing catalogue on %s", (engine, url) => {
  let running: Awaited<ReturnType<typeof startBearings>>;
  let tests = 0;
  let place = { organisation: organisationId("acme"), site: siteId("site-0") };
  beforeAll(async () => {
    running = await startBearings(url, engine.toLowerCase());
  });
  afterAll(() => running.stop());
  // Each test is a site of its own.
  beforeEach(() => {
    tests += 1;
    place = { organisation: organisationId("acme"), site: siteId(`site-${tests}`) };
    announced = [];
    fails = false;
  });

  const put = async (expectedVersion: number, bearing: SiteBearing = OWN, author = "Li") => {
    const stated = { bearing: siteBearingToWire(bearing), expectedVersion: BigInt(expectedVersion), author, note: "new drawing" };
    return bearingEntryFromWire((await running.call.putBearing({ ...place, ...stated })).entry);
  };
  const remove = (expectedVersion: number, designation = "6205") =>
    running.call.removeBearing({ ...place, designation, expectedVersion: BigInt(expectedVersion), author: "Wang", note: "" });
  const read = async (designation: string) => bearingEntryFromWire((await running.call.getBearing({ ...place, designation })).entry);
  const configOf = (asset: string, bearing: Bearing): AssetConfig => ({
    ref: assetRef(place.organisation, place.site, asset),
    ...{ kind: "pump", component: "bearing" },
    points: [{ id: pointId("h"), quantity: "acceleration", unit: "g", bearing }],
  });
  const register = (asset: string, bearing: Bearing) => running.assets.putAsset({ config: assetConfigToWire(configOf(asset, bearing)) });
  const foundBy = (config: AssetConfig | undefined) => {
    const { catalogue, designation, version } = config?.points[0]?.bearing?.resolvedFrom ?? {};
    return catalogue && [catalogue, designation, version];
  };
  const standing = async (asset: string) => foundBy((await running.register.get(configOf(asset, {}).ref)).config);

  test("a site that has stated nothing has the built-in catalogue, however a designation is written", async () => {
    const entry = await read("SKF6205".slice(3));
    expect(entry).toMatchObject({ version: 0, hasBuiltIn: true, figures: { catalogue: "built_in", accuracy: "published" } });
    const { entries, nextCursor } = await running.call.listBearings({ ...place, limit: 500 });
    expect([entries.length, nextCursor]).toEqual([500, entries.at(-1)?.figures?.designation]);
    await expect(read("PX-9")).rejects.toMatchObject({ code: "not_found", field: "designation" });
  });

  test("a site's bearing overrides the built-in one at that site alone, until it is taken back", async () => {
    const entry = await put(0);
    expect(entry).toMatchObject({ version: 1, maker: "HRB", hasBuiltIn: true, figures: { catalogue: "site", dynamicLoadRatingKn: 14 } });
    expect(entry.figures.orders.bpfo).toBeCloseTo(4.5 * (1 - 7.5 / 38.5), 12);
    expect(await read("6205")).toEqual(entry);
    const elsewhere = await running.call.getBearing({ ...place, site: "south", designation: "6205" });
    expect(bearingEntryFromWire(elsewhere.entry).figures.catalogue).toBe("built_in");
    const back = await remove(1);
    expect([back.version, bearingEntryFromWire(back.entry)]).toMatchObject([2n, { version: 2, figures: { catalogue: "built_in" } }]);
  });

  test("a bearing of the site's own is found, is gone when it is taken back, and comes again from that version", async () => {
    const own = { ...OWN, designation: "PX-9001 TN" };
    expect((await put(0, own)).figures.designation).toBe("PX9001TN");
    const back = await remove(1, "px9001 tn");
    expect([back.version, back.entry]).toEqual([2n, undefined]);
    await expect(read("PX-9001TN")).rejects.toMatchObject({
      code: "not_found",
      message: expect.stringContaining("since version 2, by Wang"),
    });
    await expect(remove(0, "NEVER-9")).rejects.toMatchObject({ code: "not_found" });
    expect((await put(2, own)).version).toBe(3);
  });

  test("the list is searched by text in designation, maker, source and notes, by pages, the site's own in their place", async () => {
    await put(0, { ...OWN, designation: "6205-OWN", notes: "special cage from 2024" });
    const search = async (text: string, limit = 500, cursor = "") => {
      const { entries, nextCursor } = await running.call.listBearings({ ...place, search: text, limit, cursor });
      return { found: entries.map(({ figures }) => figures?.designation as string), nextCursor };
    };
    expect((await search("6205")).found).toEqual(["6205", "6205OWN"]);
    for (const text of ["hrb", "drawing 6205/7", "SPECIAL cage"]) expect((await search(text)).found).toEqual(["6205OWN"]);
    const all: string[] = [];
    for (let cursor = ""; ; ) {
      const page = await search("", 300, cursor);
      all.push(...page.found);
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(all).toEqual([...BEARING_CATALOGUE.keys(), "6205OWN"].sort());
    expect((await search("no such thing")).found).toEqual([]);
  });

  test("the history says who changed what and when, newest first, by pages", async () => {
    await put(0);
    await put(1, { ...OWN, dynamicLoadRatingKn: 15 }, "Zhao");
    await remove(2);
    const first = await running.call.getBearingHistory({ ...place, designation: "6205", limit: 2 });
    const second = await running.call.getBearingHistory({ ...place, designation: "6205", limit: 2, cursor: first.nextCursor });
    const revisions = [...first.revisions, ...second.revisions].map(bearingRevisionFromWire);
    expect(revisions.map(({ version, author, bearing }) => [version, author, bearing?.dynamicLoadRatingKn])).toEqual([
      [3, "Wang", undefined],
      [2, "Zhao", 15],
      [1, "Li", 14],
    ]);
    expect(second.nextCursor).toBe("");
    expect(revisions.every(({ timeNs }, i) => timeNs > (revisions[i + 1]?.timeNs ?? 0n))).toBe(true);
  });

  test("of two that change the same version one wins and the other is told who; the same change again is one change", async () => {
    await put(0);
    expect((await put(0)).version).toBe(1);
    await expect(put(0, { ...OWN, source: "another" }, "Wang")).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("by Li"),
    });
    const racers = await Promise.allSettled([15, 16, 17].map((kn) => put(1, { ...OWN, dynamicLoadRatingKn: kn }, `worker ${kn}`)));
    expect(racers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await read("6205")).version).toBe(2);
  });

  test.each<[string, Partial<SiteBearing>]>([
    ["bearing.geometry.pitchDiameterMm", { geometry: { ...OWN.geometry!, ballDiameterMm: 40 } }],
    ["bearing.geometry.balls", { geometry: { ...OWN.geometry!, balls: 2 } }],
    ["bearing.geometry.balls", { geometry: { ...OWN.geometry!, balls: 30 } }],
    ["bearing.geometry.contactAngleDeg", { geometry: { ...OWN.geometry!, contactAngleDeg: 90 } }],
    ["bearing.orders.bpfo", { orders: { bpfo: 3.5, bpfi: 5.3766, bsf: 2.4692, ftf: 0.4026 } }],
    ["bearing.dynamicLoadRatingKn", { dynamicLoadRatingKn: -1 }],
    ["bearing.source", { source: "" }],
    ["bearing.designation", { designation: "轴承" }],
    ["bearing.designation", { designation: "X9" }],
  ])("a bad %s is refused by name and changes nothing", async (field, change) => {
    await expect(put(0, { ...OWN, ...change })).rejects.toMatchObject({ code: "invalid_argument", field });
    expect((await running.bearings.standing(place)).revisions).toBe(0);
  });

  test("a missing bearing, author or site is refused by name", async () => {
    const nothing = { ...place, expectedVersion: 0n, author: "Li", note: "" };
    await expect(running.call.putBearing(nothing)).rejects.toMatchObject({ field: "bearing" });
    await expect(put(0, OWN, " ")).rejects.toMatchObject({ field: "author" });
    await expect(running.call.listBearings({ organisation: "acme", site: "" })).rejects.toMatchObject({ field: "site" });
  });

  test("an asset is announced with what the site's catalogue has, and else the built-in one; what a client says of it is ignored", async () => {
    await put(0);
    const resolvedFrom = { ...BEARING_CATALOGUE.get("6310")!, source: "made up" };
    await register("p1", { designation: "SKF 6205-2RS", resolvedFrom });
    await register("p2", { designation: "6310-Z" });
    expect(announced.slice(-2).map(foundBy)).toEqual([
      ["site", "6205", 1],
      ["built_in", "6310", 0],
    ]);
    expect(announced.at(-2)?.points[0]?.bearing?.resolvedFrom).toMatchObject({ source: OWN.source, geometry: OWN.geometry });
  });

  test("a change announces the assets that use the designation, and no other; the same asset then has a new version", async () => {
    await register("p1", { designation: "6205" });
    await register("p2", { designation: "6206" });
    await register("p3", { designation: "6205-OWN" });
    announced = [];
    await put(0);
    expect(announced.map(({ ref }) => ref.asset)).toEqual(["p1", "p3"]);
    expect([await standing("p1"), await standing("p3")]).toEqual([
      ["site", "6205", 1],
      ["site", "6205", 1],
    ]);
    await put(0, { ...OWN, designation: "6205OWN" });
    expect(await standing("p3")).toEqual(["site", "6205OWN", 1]);
    expect(await standing("p1")).toEqual(["site", "6205", 1]);
    await remove(1);
    expect(announced.slice(-2).map((config) => [config.ref.asset, foundBy(config)])).toEqual([
      ["p1", ["built_in", "6205", 0]],
      ["p3", ["site", "6205OWN", 1]],
    ]);
    expect((await running.assets.getAsset({ ref: assetRefToWire(configOf("p1", {}).ref) })).version).toBe(3n);
  });

  test("an unknown designation is told with the nearest, the site's own among them", async () => {
    await put(0, { ...OWN, designation: "PX9001" });
    const { notices } = await register("p1", { designation: "PX-9010" });
    expect(notices).toMatchObject([{ field: "points[0].bearing.designation", noticeEn: expect.stringContaining("nearest: PX9001") }]);
    await put(0, { ...OWN, designation: "PX9010" });
    expect((await running.assets.getAsset({ ref: assetRefToWire(configOf("p1", {}).ref) })).notices).toEqual([]);
  });

  test("killed between the catalogue's revision and the assets: the next start resolves and announces them", async () => {
    await register("p1", { designation: "6205" });
    const { store } = running;
    const bearings = new SiteBearings(await store.collection<StoredRevision>(BEARING_COLLECTION), () => 1n);
    await bearings.put(place, OWN, { expectedVersion: 0, author: "Li", note: "" });
    expect(await standing("p1")).toEqual(["built_in", "6205", 0]);
    announced = [];
    await begin(store);
    expect(announced.filter(({ ref }) => ref.site === place.site).map(foundBy)).toEqual([["site", "6205", 1]]);
    expect(await standing("p1")).toEqual(["site", "6205", 1]);
  });

  test("no broker between the assets and their announcement: the repeated call announces them, and so does a start", async () => {
    await register("p1", { designation: "6205" });
    announced = [];
    fails = true;
    await expect(put(0)).rejects.toMatchObject({ code: "internal" });
    expect([await standing("p1"), announced]).toEqual([["site", "6205", 1], []]);
    fails = false;
    expect((await put(0)).version).toBe(1);
    expect(announced.map(foundBy)).toEqual([["site", "6205", 1]]);
  });

  test("an asset that is registered while the catalogue changes ends with what the catalogue has", async () => {
    const { bearings, store } = running;
    const change = once(() => put(0));
    const slow: Catalogues = {
      standing: async (at) => {
        const before = await bearings.standing(at);
        await change();
        return before;
      },
      hasChanged: (at, seen) => bearings.hasChanged(at, seen),
    };
    await new AssetRegister(await assetsOf(store), slow, announce).put(configOf("p1", { designation: "6205" }));
    expect([await standing("p1"), foundBy(announced.at(-1))]).toEqual([
      ["site", "6205", 1],
      ["site", "6205", 1],
    ]);
  });

  test("an announcement that a newer one has overtaken is made again", async () => {
    const change = once(() => put(0));
    const raced = new AssetRegister(await assetsOf(running.store), running.bearings, async (config) => {
      await change();
      await announce(config);
    });
    await raced.put(configOf("p1", { designation: "6205" }));
    expect(announced.map(foundBy)).toEqual([
      ["site", "6205", 1],
      ["built_in", "6205", 0],
      ["site", "6205", 1],
    ]);
  });
});
