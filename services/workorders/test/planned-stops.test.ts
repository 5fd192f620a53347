import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { PlanningService, plannedStopFromWire, plannedStopToWire } from "@phm/contracts";
import { addSeconds, assetId, organisationId, type PlannedStop, siteId } from "@phm/domain";
import { createClient, createLogger, defineService, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import { PLANNED_STOP_COLLECTION, PlannedStops, type StoredPlannedStop } from "../src/planning/planned-stops.js";
import { listPlannedStops } from "../src/rpc/list-planned-stops.js";
import { putPlannedStop } from "../src/rpc/put-planned-stop.js";
import { removePlannedStop } from "../src/rpc/remove-planned-stop.js";

const NOW = 1_700_000_000_000_000_000n;
const folder = mkdtempSync(join(tmpdir(), "phm-stops-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

/** The service's own handlers behind a real gRPC server, on a real store. */
async function startPlanning(url: string | undefined, name: string) {
  const where = { database: `phm_planning_test_${process.pid}_${name}`, folder, file: `${name}.db` };
  const store = await openStore(url ? { ...where, mongoUrl: url } : where);
  const planned = new PlannedStops(await store.collection<StoredPlannedStop>(PLANNED_STOP_COLLECTION));
  const handlers = {
    putPlannedStop: putPlannedStop(planned),
    removePlannedStop: removePlannedStop(planned),
    listPlannedStops: listPlannedStops(planned),
  };
  const server = new GrpcServer({
    host: "127.0.0.1",
    port: 0,
    services: [defineService(PlanningService, handlers)],
    logger: createLogger({ service: "test", level: "silent" }),
    metrics: new Metrics("test"),
  });
  const client = createClient(PlanningService, `127.0.0.1:${await server.start()}`);
  const stop = async () => {
    client.close();
    await server.stop();
    await store.close();
  };
  return { planned, call: client.call, stop };
}

describe.each(engines)("planned stops on %s", (engine, url) => {
  let running: Awaited<ReturnType<typeof startPlanning>>;
  let tests = 0;
  let place = { organisation: organisationId("acme"), site: siteId("north") };
  beforeAll(async () => {
    running = await startPlanning(url, engine.toLowerCase());
  });
  afterAll(() => running.stop());
  // Each test is a site of its own.
  beforeEach(() => {
    tests += 1;
    place = { organisation: organisationId("acme"), site: siteId(`site-${tests}`) };
  });

  const stopAt = (id: string, seconds: number, asset?: string): PlannedStop => {
    const startNs = addSeconds(NOW, seconds);
    const whose = { ...place, ...(asset ? { asset: assetId(asset) } : {}) };
    return { id, ...whose, startNs, endNs: addSeconds(startNs, 3_600), source: "MES", note: "weekly" };
  };
  const put = (stop: PlannedStop) => running.call.putPlannedStop({ stop: plannedStopToWire(stop) });
  const ids = async (request: { afterNs?: bigint; limit?: number; cursor?: string } = {}) => {
    const { stops, nextCursor } = await running.call.listPlannedStops({ ...place, ...request });
    return { ids: stops.map(({ id }) => id), nextCursor };
  };

  test("are listed by their end, a page at a time, those that are over left out", async () => {
    for (const stop of [stopAt("c", 30_000), stopAt("a", 10_000), stopAt("b", 20_000, "pump"), stopAt("over", -9_000)]) await put(stop);
    const first = await ids({ afterNs: NOW, limit: 2 });
    expect(first.ids).toEqual(["a", "b"]);
    expect(await ids({ afterNs: NOW, limit: 2, cursor: first.nextCursor })).toEqual({ ids: ["c"], nextCursor: "" });
    expect((await ids()).ids).toEqual(["over", "a", "b", "c"]);
  });

  test("are moved by putting them again, and removed once", async () => {
    await put(stopAt("a", 10_000));
    await put(stopAt("a", 50_000));
    const { stops } = await running.call.listPlannedStops(place);
    expect(stops.map((stop) => plannedStopFromWire(stop))).toEqual([stopAt("a", 50_000)]);
    expect(await running.call.removePlannedStop({ ...place, id: "a" })).toMatchObject({ removed: true });
    expect(await running.call.removePlannedStop({ ...place, id: "a" })).toMatchObject({ removed: false });
  });

  test("two planners who put the same stop at once leave one of the two, whole", async () => {
    await Promise.all([1_000, 2_000, 3_000, 4_000].map((seconds) => put(stopAt("a", seconds))));
    const { stops } = await running.call.listPlannedStops(place);
    expect(stops).toHaveLength(1);
    const [stop] = stops.map((each) => plannedStopFromWire(each));
    expect([1_000, 2_000, 3_000, 4_000].map((seconds) => stopAt("a", seconds))).toContainEqual(stop);
  });

  test("of a machine are its own and its site's, not another machine's or site's", async () => {
    for (const stop of [stopAt("own", 1_000, "pump"), stopAt("site", 2_000), stopAt("other", 1_500, "fan"), stopAt("past", -1_000)])
      await put(stop);
    const ahead = await running.planned.ahead({ ...place, asset: assetId("pump") }, NOW);
    expect(ahead.map(({ id }) => id).sort()).toEqual(["own", "site"]);
    expect(await running.planned.ahead({ ...place, site: siteId("elsewhere"), asset: assetId("pump") }, NOW)).toEqual([]);
  });

  test("that break a rule are refused by field, value and limit", async () => {
    const refused = (change: Partial<PlannedStop>) => put({ ...stopAt("a", 0), ...change });
    await expect(refused({ endNs: NOW })).rejects.toMatchObject({ code: "invalid_argument", field: "endNs" });
    await expect(refused({ id: "a b" })).rejects.toMatchObject({ code: "invalid_argument", field: "id" });
    await expect(refused({ source: " " })).rejects.toMatchObject({ code: "invalid_argument", field: "source" });
    await expect(refused({ note: "x".repeat(1_001) })).rejects.toMatchObject({ code: "invalid_argument", field: "note" });
    await expect(refused({ endNs: addSeconds(NOW, 400 * 86_400) })).rejects.toMatchObject({ code: "invalid_argument", field: "endNs" });
    expect((await ids()).ids).toEqual([]);
  });
});
