import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type MovementKind, movementKindCodec, PartService, sparePartToWire } from "@phm/contracts";
import { assetId, organisationId, type SparePart, siteId } from "@phm/domain";
import { createClient, createLogger, defineService, GrpcServer, Metrics, openStore, type Series } from "@phm/service-kit";
import { PartStore } from "../src/parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "../src/parts/stored-part.js";
import { getPart } from "../src/rpc/get-part.js";
import { listMovements } from "../src/rpc/list-movements.js";
import { listParts } from "../src/rpc/list-parts.js";
import { movePart } from "../src/rpc/move-part.js";
import { putPart } from "../src/rpc/put-part.js";

const folder = mkdtempSync(join(tmpdir(), "phm-parts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

/** The service's own handlers behind a real gRPC server, on a real store. */
async function startParts(url: string | undefined, name: string) {
  const where = { database: `phm_parts_test_${process.pid}_${name}`, folder, file: `${name}.db` };
  const store = await openStore(url ? { ...where, mongoUrl: url } : where);
  let nowNs = 1_700_000_000_000_000_000n;
  const series = await store.series<never>("part_movements");
  /** Makes the next append fail, as a crash between the two writes would. */
  const crash = { next: false };
  const movements = Object.create(series) as Series<never>;
  movements.append = async (...args) => {
    if (!crash.next) return series.append(...args);
    crash.next = false;
    throw new Error("killed here");
  };
  const parts = new PartStore(await store.collection<StoredPart>(PART_COLLECTION), movements, () => (nowNs += 1_000_000_000n));
  const handlers = {
    putPart: putPart(parts),
    getPart: getPart(parts),
    listParts: listParts(parts),
    movePart: movePart(parts),
    listMovements: listMovements(parts),
  };
  const server = new GrpcServer({
    host: "127.0.0.1",
    port: 0,
    services: [defineService(PartService, handlers)],
    logger: createLogger({ service: "test", level: "silent" }),
    metrics: new Metrics("test"),
  });
  const client = createClient(PartService, `127.0.0.1:${await server.start()}`);
  const stop = async () => {
    client.close();
    await server.stop();
    await store.close();
  };
  return { parts, crash, call: client.call, stop };
}

describe.each(engines)("spare parts on %s", (engine, url) => {
  let running: Awaited<ReturnType<typeof startParts>>;
  let tests = 0;
  let place = { organisation: organisationId("acme"), site: siteId("north") };
  beforeAll(async () => {
    running = await startParts(url, engine.toLowerCase());
  });
  afterAll(() => running.stop());
  // Each test is a site of its own.
  beforeEach(() => {
    tests += 1;
    place = { organisation: organisationId("acme"), site: siteId(`site-${tests}`) };
  });

  const partNamed = (id: string, change: Partial<SparePart> = {}): SparePart => ({
    ...{ id, ...place, name: { en: "Bearing", zh: "轴承" }, unit: "piece", supplier: "", leadTimeDays: 21 },
    usedFor: { assets: [], failureModes: ["bearing_outer_race"] },
    ...change,
  });
  const put = (part: SparePart, expectedVersion = 0) =>
    running.call.putPart({ part: sparePartToWire(part), expectedVersion: BigInt(expectedVersion) });
  let moves = 0;
  const move = (id: string, kind: MovementKind, facts: object = {}, movementId = `m${++moves}`) =>
    running.call.movePart({
      ...place,
      id,
      movement: { id: movementId, kind: movementKindCodec.toWire(kind), store: "main", actor: "Li", note: "", ...facts },
    });
  const history = async (id: string) => (await running.call.listMovements({ ...place, id })).movements;

  test("goods in, put by for an order and issued to it leave the rest, and a history newest first", async () => {
    await put(partNamed("6205"));
    await move("6205", "receive", { quantity: 5 });
    await move("6205", "reserve", { quantity: 2, order: "o1" });
    expect((await running.call.getPart({ ...place, id: "6205" })).record).toMatchObject({ available: 3, short: false });
    const { record } = await move("6205", "issue", { quantity: 2, order: "o1" });
    expect(record).toMatchObject({ available: 3, stores: [{ store: "main", onHand: 3 }], reservations: [] });
    expect((await history("6205")).map(({ kind }) => movementKindCodec.fromWire(kind, "kind"))).toEqual(["issue", "reserve", "receive"]);
  });

  test("a movement that is repeated is booked once, also when it is repeated at once", async () => {
    await put(partNamed("6205"));
    await Promise.all(Array.from({ length: 4 }, () => move("6205", "receive", { quantity: 1 }, "same")));
    await move("6205", "receive", { quantity: 1 }, "same");
    expect((await running.call.getPart({ ...place, id: "6205" })).record).toMatchObject({ available: 1 });
    expect(await history("6205")).toHaveLength(1);
  });

  test("storekeepers who issue at once never take more than there is", async () => {
    await put(partNamed("6205"));
    await move("6205", "receive", { quantity: 5 });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => move("6205", "issue", { quantity: 1 })));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "invalid_argument", field: "quantity" });
    expect((await running.call.getPart({ ...place, id: "6205" })).record).toMatchObject({ available: 0 });
  });

  test("a kill between stock and history loses no movement", async () => {
    await put(partNamed("6205"));
    running.crash.next = true;
    await expect(move("6205", "receive", { quantity: 5 }, "crashed")).rejects.toMatchObject({ code: "internal" });
    expect((await running.call.getPart({ ...place, id: "6205" })).record).toMatchObject({ available: 5 });
    await move("6205", "receive", { quantity: 5 }, "crashed");
    expect((await running.call.getPart({ ...place, id: "6205" })).record).toMatchObject({ available: 5 });
    expect((await history("6205")).map(({ id }) => id)).toEqual(["crashed"]);
  });

  test("what must be bought is listed by itself, a page at a time", async () => {
    for (const id of ["a", "b", "c", "d"]) {
      await put(partNamed(id));
      await move(id, "limit", { min: 2, max: 5 });
    }
    await move("b", "receive", { quantity: 3 });
    const first = await running.call.listParts({ ...place, onlyShort: true, limit: 2 });
    const second = await running.call.listParts({ ...place, onlyShort: true, limit: 2, cursor: first.nextCursor });
    expect([...first.records, ...second.records].map(({ part }) => part?.id)).toEqual(["a", "c", "d"]);
    expect((await running.call.listParts(place)).records).toHaveLength(4);
  });

  test("advice is told of what a repair needs and nobody can promise", async () => {
    await put(partNamed("on-shelf"));
    await move("on-shelf", "receive", { quantity: 1 });
    await put(partNamed("promised"));
    await move("promised", "receive", { quantity: 1 });
    await move("promised", "reserve", { quantity: 1, order: "o1" });
    await put(partNamed("never-had"));
    await put(partNamed("of-the-fan", { usedFor: { assets: [assetId("fan")], failureModes: ["bearing_outer_race"] } }));
    await put(partNamed("for-gears", { usedFor: { assets: [], failureModes: ["gear"] } }));
    const missing = await running.parts.missingFor({ ...place, asset: assetId("pump") }, ["bearing_outer_race"]);
    expect(missing.map(({ part }) => part.id).sort()).toEqual(["never-had", "promised"]);
  });

  test("of two who change a part's record the second is told, and the stock stays as it is", async () => {
    await put(partNamed("6205"));
    const { record } = await move("6205", "receive", { quantity: 5 });
    const version = Number(record?.version);
    expect((await put(partNamed("6205", { leadTimeDays: 7 }), version)).record).toMatchObject({ available: 5 });
    await expect(put(partNamed("6205", { leadTimeDays: 9 }), version)).rejects.toMatchObject({
      code: "conflict",
      field: "expectedVersion",
    });
  });

  test("bad input is refused by field, value and limit", async () => {
    await put(partNamed("6205"));
    await expect(move("6205", "issue", { quantity: 1 })).rejects.toMatchObject({ code: "invalid_argument", field: "quantity" });
    await expect(move("6205", "receive", {})).rejects.toMatchObject({ code: "invalid_argument", field: "movement.quantity" });
    await expect(move("6205", "receive", { quantity: 1, actor: "" })).rejects.toMatchObject({ field: "movement.actor" });
    await expect(move("none", "receive", { quantity: 1 })).rejects.toMatchObject({ code: "not_found" });
    await expect(put(partNamed("x y"))).rejects.toMatchObject({ code: "invalid_argument", field: "id" });
    await expect(put(partNamed("x", { leadTimeDays: -1 }))).rejects.toMatchObject({ code: "invalid_argument", field: "leadTimeDays" });
  });
});
