import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createLogger, type DocumentStore, Metrics, openStore, StoreUnavailable } from "@phm/service-kit";
import { mongoTestUrl, waitFor } from "@phm/testkit";
import { AuditBook } from "../src/audit/audit-book.js";
import type { AuditEntry } from "../src/audit/audit-entry.js";
import { type AuditCollections, AuditLog } from "../src/audit/audit-log.js";
import { deleteOldBlocks } from "../src/audit/audit-retention.js";
import { ANCHOR_COLLECTION, BLOCK_COLLECTION, blockId, type StoredAnchor, type StoredBlock } from "../src/audit/stored-block.js";

const logger = createLogger({ service: "test", level: "silent" });
const ENTRY: AuditEntry = {
  ...{ time: "2026-11-24T00:00:00.000Z", who: "ann", role: "admin", organisation: "acme", owner: "acme" },
  ...{ what: "GET /api/v1/assets/:asset/condition", site: "north", asset: "p1", decision: "allowed", count: 1 },
};
const LOOK: AuditEntry = { ...ENTRY, who: "bob", role: "oem", organisation: "pumpmaker", contract: "c1", dataClass: "condition" };
const PAGE = { limit: 500, cursor: "" };

const mongoUrl = await mongoTestUrl();
const database = `phm_audit_${process.pid}`;
const folder = await mkdtemp(join(tmpdir(), "phm-audit-"));
const opened: DocumentStore[] = [];
afterAll(async () => {
  for (const store of opened) {
    if (mongoUrl) for (const { name } of [BLOCK_COLLECTION, ANCHOR_COLLECTION]) await emptied(store, name);
    await store.close();
  }
  await rm(folder, { recursive: true });
});

async function emptied(store: DocumentStore, name: string): Promise<void> {
  const collection = await store.collection<StoredAnchor>({ name, indexes: [] });
  const { items } = await collection.query({ limit: 1_000 });
  for (const { id } of items) await collection.delete(id);
}

const engines: [string, () => Promise<DocumentStore>][] = [["SQLite", () => openStore({ database, folder, file: "gateway.db" })]];
if (mongoUrl) engines.push(["MongoDB", () => openStore({ database, mongoUrl, folder, file: "unused.db" })]);

describe.each(engines)("on %s", (engine, open) => {
  let owner: string;
  let collections: AuditCollections;
  let book: AuditBook;
  let count = 0;
  const newLog = () => new AuditLog(collections, logger, new Metrics("test"));
  const own = (change: Partial<AuditEntry> = {}): AuditEntry => ({ ...ENTRY, owner, organisation: owner, ...change });
  const blocks = () => collections.blocks();

  beforeEach(async () => {
    owner = `owner-${engine.toLowerCase()}-${count++}`;
    const store = await open();
    opened.push(store);
    collections = {
      blocks: () => store.collection<StoredBlock>(BLOCK_COLLECTION),
      anchors: () => store.collection<StoredAnchor>(ANCHOR_COLLECTION),
    };
    book = new AuditBook(collections);
  });

  test("what is recorded is on record when that resolves, in the chain of the owner and of who asked", async () => {
    const oem = `oem-${owner}`;
    const look = { ...LOOK, owner, organisation: oem };
    await newLog().record(look);
    for (const chain of [owner, oem]) expect((await book.list(chain, {}, PAGE)).entries).toEqual([{ sequence: 1, entry: look }]);
    expect(await book.verify(owner)).toMatchObject({ entryCount: 1, end: { sequence: 1 } });
    expect(await book.list(owner, { onlyOthers: true }, PAGE)).toMatchObject({ entries: [{ entry: look }] });
    expect(await book.list(owner, { onlyForeign: true }, PAGE)).toEqual({ entries: [] });
    expect(await book.list(oem, { onlyForeign: true }, PAGE)).toMatchObject({ entries: [{ entry: look }] });
  });

  test("two gateways that write at once make one chain with everything in it", async () => {
    const logs = [newLog(), newLog()];
    const all = Array.from({ length: 120 }, (_, i) => own({ who: `p${i}` }));
    await Promise.all(all.map((entry, i) => (logs[i % 2] as AuditLog).record(entry)));
    const state = await book.verify(owner);
    expect(state).toMatchObject({ entryCount: 120 });
    expect(state.broken).toBeUndefined();
    const { entries } = await book.list(owner, {}, PAGE);
    expect(entries.map(({ entry }) => entry.who).sort()).toEqual(all.map(({ who }) => who).sort());
    // Those that came while a block was written went into the next one together.
    expect(state.end.sequence).toBeLessThan(120);
  });

  test("looks at the own records are counted and written together", async () => {
    const log = newLog();
    for (let i = 0; i < 5; i++) log.note(own());
    log.note(own({ asset: "p2" }));
    await log.close();
    const { entries } = await book.list(owner, {}, PAGE);
    expect(entries.map(({ sequence, entry }) => [sequence, entry.asset, entry.count])).toEqual([
      [1, "p2", 1],
      [1, "p1", 5],
    ]);
  });

  test("pages, and filters by person, machine and time, meet every entry once", async () => {
    const log = newLog();
    for (let i = 0; i < 25; i++)
      await log.record(own({ who: `p${i % 3}`, time: new Date(Date.parse(ENTRY.time) + 1_000 * i).toISOString() }));
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await book.list(owner, {}, { limit: 7, cursor });
      seen.push(...page.entries.map(({ entry }) => entry.time));
      cursor = page.nextCursor ?? "";
    } while (cursor !== "");
    expect(seen).toHaveLength(25);
    expect([...seen].sort().reverse()).toEqual(seen);
    expect((await book.list(owner, { who: "p1" }, PAGE)).entries).toHaveLength(8);
    expect((await book.list(owner, { asset: "p9" }, PAGE)).entries).toEqual([]);
    const range = { from: "2026-11-24T00:00:05.000Z", to: "2026-11-24T00:00:08.000Z" };
    expect((await book.list(owner, range, PAGE)).entries).toHaveLength(3);
  });

  async function fiveBlocks(): Promise<void> {
    const log = newLog();
    for (let i = 0; i < 5; i++) await log.record(own({ time: `2026-11-2${i}T00:00:00.000Z`, who: `p${i}` }));
  }

  test.each<[string, () => Promise<void>, object]>([
    [
      "changed entry",
      async () => {
        const found = await (await blocks()).get(blockId(owner, 3));
        const { value, version } = found as NonNullable<typeof found>;
        await (await blocks()).put(
          blockId(owner, 3),
          { ...value, entries: [{ ...(value.entries[0] as AuditEntry), who: "nobody" }] },
          version,
        );
      },
      { sequence: 3, reason: "changed" },
    ],
    ["removed block", async () => void (await (await blocks()).delete(blockId(owner, 2))), { sequence: 2, reason: "missing" }],
    [
      "pair of swapped blocks",
      async () => {
        const [a, b] = await Promise.all(
          [2, 3].map(
            async (n) => (await (await blocks()).get(blockId(owner, n))) as NonNullable<unknown> as { value: StoredBlock; version: number },
          ),
        );
        await (await blocks()).put(blockId(owner, 2), { ...(b as typeof a & object).value, sequence: 2 }, (a as typeof a & object).version);
        await (await blocks()).put(blockId(owner, 3), { ...(a as typeof a & object).value, sequence: 3 }, (b as typeof b & object).version);
      },
      { sequence: 2, reason: "changed" },
    ],
  ])("a %s is found, and where", async (_, tamper, broken) => {
    await fiveBlocks();
    expect((await book.verify(owner)).broken).toBeUndefined();
    await tamper();
    expect((await book.verify(owner)).broken).toEqual(broken);
  });

  test("who has written down where the chain ended finds out that its end was cut off or made anew", async () => {
    await fiveBlocks();
    const { end } = await book.verify(owner);
    expect(await book.verify(owner, end)).toMatchObject({ holdsHead: true });
    await (await blocks()).delete(blockId(owner, 5));
    expect(await book.verify(owner)).not.toHaveProperty("broken");
    expect(await book.verify(owner, end)).toMatchObject({ holdsHead: false });
    await newLog().record(own({ who: "another" }));
    expect(await book.verify(owner, end)).toMatchObject({ end: { sequence: 5 }, holdsHead: false });
  });

  test("what is too old is deleted, and the rest still follows from it", async () => {
    await fiveBlocks();
    const { end } = await book.verify(owner);
    await deleteOldBlocks(collections, "2026-11-22T00:00:00.000Z");
    const state = await book.verify(owner, end);
    expect(state).toMatchObject({ start: { sequence: 2 }, entryCount: 3, holdsHead: true, end });
    expect(state.broken).toBeUndefined();
    await deleteOldBlocks(collections, "2026-12-22T00:00:00.000Z");
    await newLog().record(own());
    expect(await book.verify(owner)).toMatchObject({ start: end, entryCount: 1, end: { sequence: 6 } });
  });

  test("a store that is away lets nothing pass, and forgets nothing", async () => {
    let isAway = true;
    const log = new AuditLog(
      {
        ...collections,
        blocks: async () => {
          if (isAway) throw new StoreUnavailable("away");
          return collections.blocks();
        },
      },
      logger,
      new Metrics("test"),
    );
    await expect(log.record(own({ who: "first" }))).rejects.toThrow("away");
    isAway = false;
    await log.record(own({ who: "second" }));
    await waitFor(async () => (await book.list(owner, {}, PAGE)).entries.length === 2, { what: "both entries" });
    expect((await book.verify(owner)).broken).toBeUndefined();
  });
});
