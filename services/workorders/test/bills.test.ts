import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { BillService, billToWire } from "@phm/contracts";
import { assetRef, type BillItem, checkBill, organisationId, type SparePart, siteId } from "@phm/domain";
import { createClient, createLogger, GrpcServer, Metrics, openStore } from "@phm/service-kit";
import fc from "fast-check";
import { BILL_COLLECTION, BillBook, PART_USE_COLLECTION, type StoredBill, type StoredPartUse } from "../src/parts/bill-book.js";
import { NeededParts } from "../src/parts/needed-parts.js";
import { PartStore } from "../src/parts/part-store.js";
import { PART_COLLECTION, type StoredPart } from "../src/parts/stored-part.js";
import { billService } from "../src/serve/bill-service.js";
import { advisoryOf } from "./advisory.js";

const folder = mkdtempSync(join(tmpdir(), "phm-bills-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

const ORDER = { ...advisoryOf("bearing_outer_race", "north"), id: "WO-1", component: "drive" };

/** The service's own handlers behind a real gRPC server, on a real store; one order stands. */
async function start(url: string | undefined, name: string) {
  const where = { database: `phm_bills_test_${process.pid}_${name}`, folder, file: `${name}.db` };
  const store = await openStore(url ? { ...where, mongoUrl: url } : where);
  const parts = new PartStore(await store.collection<StoredPart>(PART_COLLECTION), await store.series("part_movements"), () => 1n);
  const uses = await store.collection<StoredPartUse>(PART_USE_COLLECTION);
  const bills = new BillBook(await store.collection<StoredBill>(BILL_COLLECTION), uses, async ({ asset }) => asset !== "unknown");
  const orders = { get: async () => ({ order: { ...ORDER, ref, state: orderState, work: { partBookings: used } } }) };
  const neededParts = new NeededParts(orders as never, parts, bills);
  const logger = createLogger({ service: "test", level: "silent" });
  const services = [billService({ bills, neededParts })];
  const server = new GrpcServer({ host: "127.0.0.1", port: 0, services, logger, metrics: new Metrics("test") });
  const client = createClient(BillService, `127.0.0.1:${await server.start()}`);
  const stop = async () => {
    client.close();
    await server.stop();
    await store.close();
  };
  return { parts, uses, bills, call: client.call, stop };
}

let tests = 0;
/** How the order stands, and what is booked on it. */
let orderState = "open";
let used: { part: string; quantity: number }[] = [];
let ref = assetRef("acme", "site", "pump");
beforeEach(() => {
  ref = assetRef("acme", `site-${++tests}`, "pump");
  [orderState, used] = ["open", []];
});

const item = (position: string, facts: Partial<BillItem> = {}): BillItem => ({ position, name: "", quantity: 1, part: "6205", ...facts });
/** A gear unit with two shafts of two bearings each, and a motor with one. */
const ITEMS: BillItem[] = [
  item("10.1", { assembly: "10", quantity: 2 }),
  { position: "10", name: "Shaft", quantity: 2, assembly: "1" },
  { position: "1", name: "Gear unit", quantity: 1, component: "gearbox" },
  item("2", { component: "drive" }),
  item("3", { part: "GREASE-2", quantity: 0.2 }),
];

describe.each(engines)("bills of materials on %s", (engine, url) => {
  let running: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    running = await start(url, engine.toLowerCase());
  });
  afterAll(() => running.stop());
  const put = (items: readonly BillItem[], expectedVersion = 0, of = ref) =>
    running.call.putBill({ bill: billToWire({ ref: of, items }), expectedVersion: BigInt(expectedVersion) });
  const usesOf = async (part: string, page: object = {}) =>
    running.call.listPartUses({ organisation: ref.organisation, site: ref.site, part, ...page });
  const keep = (id: string, assets: string[] = ["another"]) =>
    running.parts.put(
      {
        ...{ id, organisation: organisationId("acme"), site: siteId(ref.site), name: { en: id, zh: id }, unit: "piece", supplier: "" },
        usedFor: { assets: assets as never, failureModes: ["bearing_outer_race"] },
      } satisfies SparePart,
      0,
    );

  test("a part is found in every machine that has it, counted through its assemblies", async () => {
    await put(ITEMS);
    await put([item("1")], 0, { ...ref, asset: "fan" as never });
    expect((await usesOf("6205")).uses).toMatchObject([
      { asset: "fan", positions: ["1"], quantity: 1 },
      { asset: "pump", positions: ["10.1", "2"], quantity: 5 },
    ]);
    const first = await usesOf("6205", { limit: 1 });
    expect((await usesOf("6205", { limit: 1, cursor: first.nextCursor })).uses.map(({ asset }) => asset)).toEqual(["pump"]);
  });

  test("what a bill has no more, or a kill left half written, is not said to be used", async () => {
    await put(ITEMS);
    await put([item("2", { part: "6310" })], 1);
    await running.uses.insert(`acme:${ref.site}:X-1:pump`, { organisation: "acme", site: ref.site, part: "X-1", asset: "pump" });
    expect([(await usesOf("6205")).uses, (await usesOf("X-1")).uses]).toEqual([[], []]);
    expect((await usesOf("6310")).uses).toMatchObject([{ positions: ["2"] }]);
    await put(ITEMS, 2);
    expect((await usesOf("6205")).uses).toMatchObject([{ quantity: 5 }]);
  });

  test("the same bill again changes nothing; of two who change it the second is told", async () => {
    await put(ITEMS);
    expect((await put(ITEMS)).record?.version).toBe(1n);
    await put(ITEMS.slice(2), 1);
    await expect(put(ITEMS.slice(3), 1)).rejects.toMatchObject({ code: "conflict", field: "expectedVersion", limit: "2" });
  });

  test("a repair is told, and reserves once, what the machine has at the order's component", async () => {
    await put(ITEMS);
    await keep("6205");
    await keep("6310");
    const asked = { organisation: "acme", order: ORDER.id };
    expect((await running.call.listNeededParts(asked)).parts).toMatchObject([
      { record: { part: { id: "6205" } }, quantity: 1, reserved: 0 },
    ]);
    const stocked = { organisation: organisationId("acme"), site: siteId(ref.site), id: "6205" };
    await running.parts.move(stocked, { id: "m1", command: { kind: "receive", store: "B", quantity: 3 }, actor: "li", note: "" });
    await Promise.all([1, 2, 3].map(() => running.call.reserveNeededParts({ ...asked, actor: "li" })));
    const { parts } = await running.call.reserveNeededParts({ ...asked, actor: "li" });
    expect(parts).toMatchObject([{ reserved: 1, record: { available: 2, reservations: [{ order: "WO-1", store: "B", quantity: 1 }] } }]);
    used = [{ part: "6205", quantity: 1 }];
    await running.parts.move(stocked, {
      id: "m2",
      command: { kind: "issue", store: "B", quantity: 1, order: "WO-1" },
      actor: "li",
      note: "",
    });
    const after = await running.call.reserveNeededParts({ ...asked, actor: "li" });
    expect(after.parts).toMatchObject([{ reserved: 0, used: 1, record: { available: 2, reservations: [] } }]);
    orderState = "closed";
    await expect(running.call.reserveNeededParts({ ...asked, actor: "li" })).rejects.toMatchObject({
      ...{ code: "failed_precondition", field: "order", reason: "order_ended" },
    });
  });

  test("advice misses a part that the machine's bill has, although the part names other machines", async () => {
    await put(ITEMS);
    await keep("6205");
    const missing = async (asset: string) => {
      const of = { ...ref, asset: asset as never };
      return (await running.parts.missingFor(of, ["bearing_outer_race"], await running.bills.placed(of))).map(({ part }) => part.id);
    };
    expect([await missing("pump"), await missing("fan")]).toEqual([["6205"], []]);
  });

  test.each<[string, BillItem[], string, string]>([
    ["an assembly within itself", [item("1", { assembly: "2" }), item("2", { assembly: "1" })], "items[0].assembly", "cycle"],
    ["a line that is its own assembly", [item("1", { assembly: "1" })], "items[0].assembly", "cycle"],
    ["an assembly that is not there", [item("1", { assembly: "9" })], "items[0].assembly", "unknown_assembly"],
    ["a position twice", [item("1"), item("1")], "items[1].position", "repeated"],
    ["no quantity", [item("1", { quantity: 0 })], "items[0].quantity", "out_of_range"],
  ])("%s is refused by name", async (_, items, field, reason) => {
    await expect(put(items)).rejects.toMatchObject({ code: "invalid_argument", field, reason });
    expect((await running.call.getBill({ ref: { ...ref } })).record).toMatchObject({ version: 0n, bill: { items: [] } });
  });

  test("a machine that is not registered has no bill", async () => {
    await expect(put(ITEMS, 0, { ...ref, asset: "unknown" as never })).rejects.toMatchObject({ code: "not_found", field: "asset" });
  });
});

test("however lines are nested, a bill is either refused for a cycle or ends", () => {
  const lines = fc.array(fc.option(fc.nat(7), { nil: undefined }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(lines, (above) => {
      const items = above.map((at, i) => item(String(i), at === undefined ? {} : { assembly: String(at % above.length) }));
      const climbs = (start: number): boolean => {
        const seen = new Set<number>();
        for (
          let at: number | undefined = start;
          at !== undefined;
          at = above[at] === undefined ? undefined : (above[at] as number) % above.length
        ) {
          if (seen.has(at)) return true;
          seen.add(at);
        }
        return false;
      };
      const isCyclic = above.some((_, i) => climbs(i));
      const check = () => checkBill({ ref: assetRef("acme", "north", "pump"), items });
      if (isCyclic) expect(check).toThrow(expect.objectContaining({ reason: "cycle" }));
      else expect(check).not.toThrow();
    }),
  );
});
