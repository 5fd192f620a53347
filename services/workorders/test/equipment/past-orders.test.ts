import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { equipmentEventFromWire, equipmentEventKindCodec, pastOrderFromWire } from "@phm/contracts";
import { assetId, parseTimeNs } from "@phm/domain";
import { assetAt, type RunningEquipment, registerLine, startEquipment } from "./start-equipment.js";

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];

const MAPPING = JSON.stringify({
  kind: "work-orders",
  fields: {
    number: { column: "order" },
    asset: { column: "machine" },
    title: { column: "text" },
    finished: { column: "done", date: "d.M.yyyy" },
    labourH: { column: "hours", decimalComma: true },
    mechanism: { column: "code", values: { LEAK: "1.1" }, otherwise: "count" },
  },
});
const fileOf = (...rows: string[]) => ["order,machine,text,done,hours,code", ...rows, ""].join("\n");
const FILE = fileOf('A1,pump-1,Seal renewed,3.2.2020,"1,5",LEAK', "A2,pump-1,Oil changed,1.5.2021,1,OIL");

describe.each(engines)("work of before, on %s", (_engine, url) => {
  let running: RunningEquipment;
  let tests = 0;
  let site = "";
  beforeAll(async () => {
    running = await startEquipment(url);
  });
  afterAll(() => running.stop());
  // Each test is a site of its own, with a machine that has the asset.
  beforeEach(async () => {
    tests += 1;
    site = `site-${tests}`;
    await running.register.put(assetAt(site, "pump-1"));
    await registerLine(running, site, { asset: assetId("pump-1") });
  });

  const take = (content: string, more: { dryRun?: boolean; mapping?: string } = {}) => running.past.importPastOrders(upload(content, more));
  async function* upload(content: string, more: object) {
    yield { part: { case: "header" as const, value: { organisation: "acme", site, mapping: MAPPING, ...more } } };
    yield { part: { case: "chunk" as const, value: Buffer.from(content) } };
  }
  const list = async () => {
    const { orders } = await running.past.listPastOrders({ ref: { organisation: "acme", site, asset: "pump-1" } });
    return orders.map(pastOrderFromWire);
  };
  const timeline = async () => {
    const kind = equipmentEventKindCodec.toWire("past_order");
    const { events } = await running.call.getTimeline({ ref: { organisation: "acme", site, code: "S1-L1-M1" }, withChildren: true, kind });
    return events.map(equipmentEventFromWire);
  };

  test("is on record and on the machine's time line, with what the file says", async () => {
    expect(await take(FILE)).toMatchObject({ rows: 2, taken: 2, refused: 0, unmapped: [{ field: "mechanism", value: "OIL", count: 1 }] });
    expect(await list()).toEqual([
      expect.objectContaining({ number: "A2", title: "Oil changed", labourH: 1 }),
      expect.objectContaining({ number: "A1", mechanism: "1.1", labourH: 1.5, finishedNs: parseTimeNs("2020-02-03T00:00:00Z") }),
    ]);
    expect(await timeline()).toMatchObject([
      { subject: "A2", note: "Oil changed" },
      { subject: "A1", changes: [{ field: "mechanism", after: "1.1" }] },
    ]);
  });

  test("is there once, however often the file is taken", async () => {
    await take(FILE);
    expect(await take(FILE)).toMatchObject({ taken: 0, unchanged: 2, refused: 0 });
    expect([(await list()).length, (await timeline()).length]).toEqual([2, 2]);
  });

  test("a dry run says the same and changes nothing", async () => {
    expect(await take(FILE, { dryRun: true })).toMatchObject({ dryRun: true, taken: 2, refused: 0 });
    expect(await list()).toEqual([]);
    await take(FILE);
    expect(await take(FILE, { dryRun: true })).toMatchObject({ taken: 0, unchanged: 2 });
  });

  test("what cannot be taken is told by line and column, the rest is taken", async () => {
    await take(FILE);
    const { problems, ...counts } = await take(
      fileOf(
        "A1,pump-1,Something else,3.2.2020,1,",
        "A3,pump-9,Cleaned,1.1.2020,1,",
        "A4,pump-1,Cleaned,31.2.2020,x,",
        "A5,pump-1,Cleaned,1.1.2020,1,",
      ),
    );
    expect(counts).toMatchObject({ rows: 4, taken: 1, refused: 3, problemCount: 4 });
    expect(problems).toMatchObject([
      { line: 2, column: "number", reason: "conflict" },
      { line: 3, column: "asset", reason: "unknown_machine" },
      { line: 4, column: "done", value: '"31.2.2020"', reason: "bad_time" },
      { line: 4, column: "hours", value: '"x"', reason: "bad_number" },
    ]);
  });

  test("a mapping that breaks a rule is refused by its place", async () => {
    const mapping = JSON.stringify({ kind: "work-orders", fields: { number: { column: "order" }, nonsense: { column: "x" } } });
    await expect(take(FILE, { mapping })).rejects.toMatchObject({
      code: "invalid_argument",
      field: "mapping: fields",
      value: '"nonsense"',
    });
  });

  test("what a crash has kept from the time line is put there by the next import", async () => {
    const { orders } = running.pastOrders as unknown as { orders: { insert: (id: string, order: object) => Promise<unknown> } };
    const { insert } = orders;
    orders.insert = async (id, order) => {
      await insert.call(orders, id, order);
      throw new Error("killed");
    };
    await expect(take(FILE)).rejects.toThrow();
    orders.insert = insert;
    expect(await timeline()).toEqual([]);
    expect(await take(FILE)).toMatchObject({ unchanged: 2 });
    expect(await timeline()).toHaveLength(2);
  });
});
