import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import {
  costKindCodec,
  documentTypeCodec,
  EquipmentOrder,
  equipmentEntryFromWire,
  equipmentEventFromWire,
  equipmentEventKindCodec,
  equipmentKindCodec,
  equipmentStateCodec,
} from "@phm/contracts";
import {
  type CostKind,
  type EquipmentEventKind,
  type EquipmentKind,
  type EquipmentRecord,
  type EquipmentState,
  equipmentCode,
} from "@phm/domain";
import { expectTree } from "./expect-tree.js";
import {
  assetAt,
  keyAt,
  type RunningEquipment,
  recordMessage,
  recordOf,
  registerLine,
  START_NS,
  startEquipment,
} from "./start-equipment.js";

const mongoUrl = process.env.MONGODB_TEST_URL;
const engines = [["SQLite", undefined], ...(mongoUrl ? [["MongoDB", mongoUrl]] : [])] as [string, string | undefined][];
if (!mongoUrl) console.log("MongoDB half skipped: MONGODB_TEST_URL is not set");

describe.each(engines)("the equipment register on %s", (_engine, url) => {
  let running: RunningEquipment;
  let tests = 0;
  let site = "";
  beforeAll(async () => {
    running = await startEquipment(url);
  });
  afterAll(() => running.stop());
  // Each test is a site of its own.
  beforeEach(() => {
    tests += 1;
    site = `site-${tests}`;
  });

  const by = (actor: string, expectedRevision = 0) => ({ actor, note: "", expectedRevision: BigInt(expectedRevision) });
  const ref = (code: string) => ({ organisation: "acme", site, code });
  const put = async (code: string, kind: EquipmentKind, record: EquipmentRecord, change: object = by("Li"), parent?: string) => {
    const placed = { ref: ref(code), kind: equipmentKindCodec.toWire(kind), ...(parent ? { parent } : {}) };
    const { entry } = await running.call.putEquipment({ ...placed, record: recordMessage(record), change });
    return equipmentEntryFromWire(entry);
  };
  const get = async (code: string) => equipmentEntryFromWire((await running.call.getEquipment({ ref: ref(code) })).entry);
  const setState = (code: string, state: EquipmentState, revision: number, reason = "as planned") =>
    running.call.setEquipmentState({ ref: ref(code), state: equipmentStateCodec.toWire(state), reason, change: by("Li", revision) });
  const book = (code: string, id: string, amountMinor: number, kind: CostKind = "parts") =>
    running.call.bookCost({
      ref: ref(code),
      cost: { id, kind: costKindCodec.toWire(kind), timeNs: START_NS, amountMinor: BigInt(amountMinor), currency: "CNY", note: "" },
      change: by("Li"),
    });
  const timeline = async (
    code: string,
    options: { withChildren?: boolean; kind?: EquipmentEventKind; limit?: number; cursor?: string } = {},
  ) => {
    const { kind, ...rest } = options;
    const asked = kind ? { kind: equipmentEventKindCodec.toWire(kind) } : {};
    const { events, nextCursor } = await running.call.getTimeline({ ref: ref(code), ...rest, ...asked });
    return { events: events.map(equipmentEventFromWire), nextCursor };
  };

  test("a node is registered, read, changed from its revision, and keeps what was before on its time line", async () => {
    const pump = recordOf("Pump", { nameplate: { manufacturer: "KSB", further: { Colour: "blue" } }, criticality: "high" });
    await put("S1", "site", recordOf("Plant"));
    const first = await put("S1-M1", "machine", pump, by("Li"), "S1");
    expect(first).toMatchObject({ revision: 1, changedBy: "Li", equipment: { state: "commissioned", record: pump } });
    const changed = { ...pump, nameplate: { manufacturer: "Grundfos", further: {} } };
    const second = await put("S1-M1", "machine", changed, by("Wang", 1), "S1");
    expect(second).toMatchObject({ revision: 2, changedBy: "Wang" });
    expect(await get("S1-M1")).toEqual(second);
    const { events } = await timeline("S1-M1");
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ["changed", "Wang"],
      ["registered", "Li"],
    ]);
    expect(events[0]?.changes).toEqual([
      { field: "nameplate.manufacturer", before: "KSB", after: "Grundfos" },
      { field: "nameplate.further.Colour", before: "blue", after: "" },
    ]);
  });

  test("of two who change a node the second is told who was first and when, whatever they change", async () => {
    await registerLine(running, site);
    await setState("S1-L1-M1", "running", 1);
    const told = { code: "conflict", field: "expectedRevision", value: "1", limit: "2", message: expect.stringMatching(/by Li, 20\d\d-/) };
    const wang = by("Wang", 1);
    await expect(put("S1-L1-M1", "machine", recordOf("Other"), wang, "S1-L1")).rejects.toMatchObject(told);
    await expect(running.call.moveEquipment({ ref: ref("S1-L1-M1"), parent: "S1", change: wang })).rejects.toMatchObject(told);
    const stopped = { ref: ref("S1-L1-M1"), state: equipmentStateCodec.toWire("stopped"), reason: "x", change: wang };
    await expect(running.call.setEquipmentState(stopped)).rejects.toMatchObject(told);
    expect((await get("S1-L1-M1")).revision).toBe(2);
  });

  test("the same change again by the same person changes nothing", async () => {
    await put("S1", "site", recordOf("Plant"));
    await put("S1", "site", recordOf("Plant"));
    await put("S1", "site", recordOf("Works"), by("Li", 1));
    await put("S1", "site", recordOf("Works"), by("Li", 1));
    expect(await get("S1")).toMatchObject({ revision: 2 });
    expect((await timeline("S1")).events).toHaveLength(2);
  });

  test("a move takes along what stands under the node, and each place keeps its own history", async () => {
    await registerLine(running, site);
    await put("S1-L2", "line", recordOf("Line 2"), by("Li"), "S1");
    await setState("S1-L1-M1", "running", 1);
    await running.call.moveEquipment({ ref: ref("S1-L1-M1"), parent: "S1-L2", change: by("Li", 2) });
    await setState("S1-L1-M1-B1", "running", 1);
    const under = async (code: string) => (await timeline(code, { withChildren: true })).events.map(({ node, kind }) => [node.code, kind]);
    expect(await under("S1-L1")).toEqual([
      ["S1-L1-M1", "moved_away"],
      ["S1-L1-M1", "state_changed"],
      ["S1-L1-M1-B1", "registered"],
      ["S1-L1-M1", "registered"],
      ["S1-L1", "registered"],
    ]);
    expect(await under("S1-L2")).toEqual([
      ["S1-L1-M1-B1", "state_changed"],
      ["S1-L1-M1", "moved_in"],
      ["S1-L2", "registered"],
    ]);
    expect((await under("S1-L1-M1")).length).toBe(6);
    expect((await under("S1")).length).toBe(9);
  });

  test("the time line is read by kind and a page at a time, nothing twice and nothing left out", async () => {
    await registerLine(running, site);
    for (let i = 1; i <= 7; i++) await book("S1-L1-M1", `c${i}`, i * 100);
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await timeline("S1", { withChildren: true, kind: "cost_booked", limit: 3, cursor });
      seen.push(...page.events.map(({ subject }) => subject));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen.toSorted()).toEqual(["c1", "c2", "c3", "c4", "c5", "c6", "c7"]);
  });

  test("rules of the tree are refused by field and reason, and by code where nobody is known", async () => {
    await registerLine(running, site);
    await expect(put("M9", "machine", recordOf("x"), by("Li"), "S9")).rejects.toMatchObject({ field: "parent", reason: "orphan" });
    await expect(put("B9", "component", recordOf("x"), by("Li"), "S1-L1")).rejects.toMatchObject({
      field: "parent",
      reason: "wrong_parent_kind",
    });
    const beneath = { ref: ref("S1-L1"), parent: "S1-L1-M1", change: by("Li", 1) };
    await expect(running.call.moveEquipment(beneath)).rejects.toMatchObject({ field: "parent", reason: "cycle" });
    await expect(put("s1", "site", recordOf("x"))).rejects.toMatchObject({ code: "invalid_argument", field: "code" });
    await expect(running.call.getEquipment({ ref: ref("NONE") })).rejects.toMatchObject({ code: "not_found", field: "code" });
    await expect(setState("NONE", "running", 3)).rejects.toMatchObject({ code: "not_found" });
    await expect(book("NONE", "c1", 1)).rejects.toMatchObject({ code: "not_found" });
    await expect(setState("S1-L1-M1", "retired", 1, "")).rejects.toMatchObject({ field: "reason" });
    await setState("S1-L1-M1", "running", 1);
    await expect(setState("S1-L1-M1", "retired", 2)).rejects.toMatchObject({ field: "state", reason: "illegal_transition" });
    await expect(put("S2", "site", recordOf("x"), by(" "))).rejects.toMatchObject({ field: "actor" });
  });

  test("people who build and rebuild a plant at the same moment leave a tree", async () => {
    const codes = ["A", "B", "C", "D", "E", "F", "G", "H"].map((each) => equipmentCode(each));
    const kinds = ["site", "area", "line", "machine"] as const;
    let seed = 7;
    const next = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % n;
    };
    await Promise.allSettled(
      Array.from({ length: 200 }, (_, i) => {
        const [code, parent, kind] = [codes[next(8)], codes[next(8)], kinds[next(4)]];
        if (!code || !parent || !kind) throw new Error("out of range");
        const standing = kind === "site" ? {} : { parent };
        const command =
          i % 2 ? ({ kind: "move", parent } as const) : ({ kind: "register", as: kind, record: recordOf(code), ...standing } as const);
        return running.book.change(keyAt(site, code), { actor: "crowd", note: "" }, () => [command]);
      }),
    );
    const { entries } = await running.tree.list({
      organisation: keyAt(site, "A").organisation,
      site: keyAt(site, "A").site,
      order: "code",
      limit: 100,
    });
    expect(entries.length).toBeGreaterThan(2);
    expectTree(entries.map(({ equipment }) => equipment));
  });

  test("costs are booked once, add up by kind and year, and are listed newest first", async () => {
    await registerLine(running, site);
    await Promise.all(Array.from({ length: 4 }, () => book("S1-L1-M1", "same", 500)));
    await book("S1-L1-M1", "labour-1", 12_000, "labour");
    await book("S1-L1-M1", "correction", -200);
    const { costs, totals } = await running.call.listCosts({ ref: ref("S1-L1-M1") });
    expect(costs.map(({ id }) => id).toSorted()).toEqual(["correction", "labour-1", "same"]);
    expect(totals).toMatchObject([
      { kind: costKindCodec.toWire("labour"), year: 2023, currency: "CNY", amountMinor: 12_000n, entries: 1 },
      { kind: costKindCodec.toWire("parts"), year: 2023, currency: "CNY", amountMinor: 300n, entries: 2 },
    ]);
    await expect(book("S1-L1", "c", 5)).rejects.toMatchObject({ field: "code" });
  });

  test("a document is a link or a file, which comes back as it was put", async () => {
    await registerLine(running, site);
    const content = Uint8Array.from({ length: 700_000 }, (_, i) => i % 251);
    const header = { ref: ref("S1-L1-M1"), name: "Handbuch", type: documentTypeCodec.toWire("manual") };
    await running.call.addDocument([
      { part: { case: "header", value: { ...header, id: "web", link: "https://example.com/m", change: by("Li", 1) } } },
    ]);
    const pieces = [content.subarray(0, 400_000), content.subarray(400_000)];
    const { entry } = await running.call.addDocument([
      { part: { case: "header", value: { ...header, id: "pdf", contentType: "application/pdf", change: by("Li", 2) } } },
      ...pieces.map((value) => ({ part: { case: "chunk", value } }) as const),
    ]);
    expect(equipmentEntryFromWire(entry).equipment.documents).toMatchObject([
      { id: "web", link: "https://example.com/m" },
      { id: "pdf", file: { contentType: "application/pdf", bytes: 700_000 } },
    ]);
    const read: Uint8Array[] = [];
    for await (const { part } of running.call.readDocument({ ref: ref("S1-L1-M1"), id: "pdf" }))
      if (part.case === "chunk") read.push(part.value);
    expect(Buffer.concat(read).equals(Buffer.from(content))).toBe(true);
    await running.call.removeDocument({ ref: ref("S1-L1-M1"), id: "web", change: by("Li", 3) });
    expect((await get("S1-L1-M1")).equipment.documents.map(({ id }) => id)).toEqual(["pdf"]);
    const bad = { ...header, id: "x", link: "javascript:alert(1)", change: by("Li", 4) };
    await expect(running.call.addDocument([{ part: { case: "header", value: bad } }])).rejects.toMatchObject({ field: "link" });
    await expect(running.call.addDocument([])).rejects.toMatchObject({ field: "header" });
  });

  test("a machine's criticality is the one that the other services are told, until it says none", async () => {
    const config = assetAt(site, "pump");
    await running.register.put(config);
    await registerLine(running, site, { asset: config.ref.asset, criticality: "high" });
    expect(running.announced.at(-1)).toMatchObject({ ref: config.ref, criticality: "high" });
    expect((await running.register.get(config.ref)).config.criticality).toBe("high");
    await running.register.put(config);
    expect(running.announced.at(-1)).toMatchObject({ criticality: "high" });
    await put("S1-L1-M1", "machine", recordOf("Pump", { asset: config.ref.asset }), by("Li", 1), "S1-L1");
    expect(running.announced.at(-1)).toMatchObject({ criticality: "low" });
  });

  test("the other services are told when a machine is out of use, and how often it came back from repair", async () => {
    const config = assetAt(site, "pump");
    await running.register.put({ ...config, outOfUse: "retired", repairs: 7 });
    expect(running.announced.at(-1)).not.toMatchObject({ repairs: 7 });
    await registerLine(running, site, { asset: config.ref.asset });
    const told = async (state: EquipmentState, revision: number) => {
      await setState("S1-L1-M1", state, revision);
      const { outOfUse, repairs } = running.announced.at(-1) as (typeof running.announced)[0];
      return [outOfUse, repairs];
    };
    expect(await told("running", 1)).toEqual([undefined, undefined]);
    expect(await told("in_repair", 2)).toEqual(["in_repair", undefined]);
    expect(await told("running", 3)).toEqual([undefined, 1]);
    expect(await told("stopped", 4)).toEqual([undefined, 1]);
    expect(await told("in_repair", 5)).toEqual(["in_repair", 1]);
    expect(await told("retired", 6)).toEqual(["retired", 1]);
    expect(await told("commissioned", 7)).toEqual([undefined, 2]);
  });

  test("an asset belongs to one machine, a word for a component to one of its components", async () => {
    await running.register.put(assetAt(site, "pump"));
    await registerLine(running, site, { asset: assetAt(site, "pump").ref.asset });
    const tied = recordOf("Other", { asset: assetAt(site, "pump").ref.asset });
    await expect(put("M2", "machine", tied, by("Li"), "S1")).rejects.toMatchObject({ field: "asset", reason: "asset_taken" });
    const unknown = recordOf("Other", { asset: assetAt(site, "fan").ref.asset });
    await expect(put("M2", "machine", unknown, by("Li"), "S1")).rejects.toMatchObject({ field: "asset", reason: "unknown_asset" });
    const again = recordOf("Bearing 2", { component: "bearing" });
    await expect(put("B2", "component", again, by("Li"), "S1-L1-M1")).rejects.toMatchObject({
      field: "component",
      reason: "component_taken",
    });
  });

  test("a change stands while the broker is away, and is told afterwards", async () => {
    const config = assetAt(site, "pump");
    await running.register.put(config);
    running.broker.isAway = true;
    await registerLine(running, site, { asset: config.ref.asset, criticality: "high" });
    expect(running.announced.at(-1)).not.toMatchObject({ ref: config.ref, criticality: "high" });
    await setState("S1-L1-M1", "running", 1);
    running.broker.isAway = false;
    expect(await running.aftermath.settlePending(100)).toBe(1);
    expect(running.announced.at(-1)).toMatchObject({ ref: config.ref, criticality: "high" });
    expect(await running.aftermath.settlePending(100)).toBe(0);
    expect((await timeline("S1-L1-M1")).events.map(({ kind }) => kind)).toEqual(["state_changed", "registered"]);
    expect((await get("S1-L1-M1")).revision).toBe(2);
  });

  test("a kill between a node and its time line loses no event, and books no cost twice", async () => {
    await registerLine(running, site);
    const { note } = running.timeline;
    running.timeline.note = async () => {
      throw new Error("killed here");
    };
    await book("S1-L1-M1", "c1", 100);
    await book("S1-L1-M1", "c1", 100);
    await setState("S1-L1-M1", "running", 2);
    running.timeline.note = note;
    expect((await timeline("S1-L1-M1")).events).toHaveLength(1);
    expect(await running.aftermath.settlePending(100)).toBe(1);
    expect((await timeline("S1", { withChildren: true })).events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["cost_booked", "state_changed"]),
    );
    expect((await timeline("S1-L1-M1")).events).toHaveLength(3);
    expect((await get("S1-L1-M1")).equipment.costTotals).toMatchObject([{ amountMinor: 100, entries: 1 }]);
  });

  test("a list is narrowed, ordered and paged", async () => {
    await registerLine(running, site);
    for (const i of [1, 2, 3, 4, 5])
      await put(`S1-L1-X${i}`, "machine", recordOf(`X${i}`, { criticality: i > 3 ? "high" : "low" }), by("Li"), "S1-L1");
    await setState("S1-L1-X2", "running", 1);
    const place = { organisation: "acme", site };
    const codes = async (request: object) =>
      (await running.call.listEquipment({ ...place, ...request })).entries.map(({ equipment }) => equipment?.code);
    expect(await codes({ parent: "S1-L1" })).toEqual(["S1-L1-M1", "S1-L1-X1", "S1-L1-X2", "S1-L1-X3", "S1-L1-X4", "S1-L1-X5"]);
    expect(await codes({ kind: equipmentKindCodec.toWire("component") })).toEqual(["S1-L1-M1-B1"]);
    expect(await codes({ state: equipmentStateCodec.toWire("running") })).toEqual(["S1-L1-X2"]);
    expect(await codes({ criticality: 3, kind: equipmentKindCodec.toWire("machine") })).toEqual(["S1-L1-X4", "S1-L1-X5"]);
    expect(await codes({ order: EquipmentOrder.CHANGED, limit: 2 })).toEqual(["S1-L1-X2", "S1-L1-X5"]);
    const first = await running.call.listEquipment({ ...place, limit: 5 });
    const second = await running.call.listEquipment({ ...place, limit: 5, cursor: first.nextCursor });
    expect([...first.entries, ...second.entries]).toHaveLength(9);
    expect(second.nextCursor).toBe("");
  });
});
