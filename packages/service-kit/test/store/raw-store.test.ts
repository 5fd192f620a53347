import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import Database from "libsql";
import { ReadPace } from "../../src/integrity/read-pace.js";
import { scrubRows } from "../../src/integrity/scrub-rows.js";
import { openStore } from "../../src/store/open-store.js";
import { openRawStore } from "../../src/store/raw/open-raw-store.js";
import { eachRow, type RawStore, type ReadRow } from "../../src/store/raw/raw-store.js";

const folder = mkdtempSync(join(tmpdir(), "phm-raw-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SPEC = { name: "things", indexes: [{ name: "by_n", fields: ["n"] }] };
const options = (file: string) => ({ database: "unused", folder, file });

async function fill(file: string): Promise<void> {
  const store = await openStore(options(file));
  const things = await store.collection<{ n: number; words: string }>(SPEC);
  for (let n = 0; n < 200; n++) await things.insert(`thing-${n}`, { n, words: `marker-of-${n}-轴承` });
  await things.put("thing-7", { n: 7, words: "changed" }, 1);
  const points = await store.series<{ level: number; words: string }>("levels");
  await points.append("a", [
    { timeNs: 1n, id: "p1", value: { level: 0.5, words: "point-marker" } },
    { timeNs: 2n, id: "p2", value: { level: 1, words: "" } },
  ]);
  await store.close();
  // So that all of it is in the file itself.
  const database = new Database(join(folder, file));
  database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
  database.close();
}

/** Flips a bit of a text wherever it is in the file: SQLite leaves copies behind in what is free. */
function flipIn(file: string, text: string): void {
  const path = join(folder, file);
  const bytes = readFileSync(path);
  if (!bytes.includes(text)) throw new Error(`${text} is not in ${file}`);
  for (let at = bytes.indexOf(text); at >= 0; at = bytes.indexOf(text, at + 1)) bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(path, bytes);
}

async function withRaw<R>(file: string, use: (store: RawStore) => Promise<R>): Promise<R> {
  const store = await openRawStore(options(file));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

async function allRows(store: RawStore, kind: "collection" | "series", name: string): Promise<ReadRow[]> {
  const found: ReadRow[] = [];
  for await (const rows of eachRow(store, { kind, name }, 7)) found.push(...rows);
  return found;
}

const faultsIn = (file: string) =>
  withRaw(file, async (store) => {
    const found = [];
    for await (const event of scrubRows(store, new ReadPace(1e9))) if ("fault" in event) found.push(event.fault);
    return found;
  });

describe("the whole of a SQLite store", () => {
  test("gives every document and point once, with its version, and takes them back as they were", async () => {
    await fill("source.db");
    await withRaw("source.db", async (source) => {
      expect(await source.tables()).toEqual([
        { kind: "collection", name: "things" },
        { kind: "series", name: "levels" },
      ]);
      await withRaw("copy.db", async (copy) => {
        for (const table of await source.tables()) await copy.load(table, await allRows(source, table.kind, table.name));
        for (const { kind, name } of await source.tables()) {
          expect(await allRows(copy, kind, name)).toEqual(await allRows(source, kind, name));
        }
      });
    });
    const store = await openStore(options("copy.db"));
    const things = await store.collection<{ n: number; words: string }>(SPEC);
    expect(await things.get("thing-7")).toEqual({ id: "thing-7", version: 2, value: { n: 7, words: "changed" } });
    expect((await things.query({ where: { n: 42 }, limit: 2 })).items.map(({ id }) => id)).toEqual(["thing-42"]);
    expect(await (await store.series("levels")).count("a")).toBe(2);
    await store.close();
  });

  test("frozen, it stays as it was while others write", async () => {
    await fill("frozen.db");
    await withRaw("frozen.db", async (raw) => {
      expect(await raw.freeze()).toBe(true);
      const store = await openStore(options("frozen.db"));
      await (await store.collection<{ n: number; words: string }>(SPEC)).insert("later", { n: 1, words: "" });
      await store.close();
      expect((await allRows(raw, "collection", "things")).map(({ id }) => id)).not.toContain("later");
    });
  });
});

describe("verification of a SQLite store", () => {
  test("finds nothing in what is as it was written", async () => {
    await fill("sound.db");
    expect(await faultsIn("sound.db")).toEqual([]);
    expect(await withRaw("sound.db", (store) => store.structureFaults())).toEqual([]);
  });

  test("names the document, and the point, in which a bit has flipped, though SQLite sees nothing", async () => {
    await fill("flipped.db");
    flipIn("flipped.db", "marker-of-199");
    flipIn("flipped.db", "point-marker");
    expect(await withRaw("flipped.db", (store) => store.structureFaults())).toEqual([]);
    expect(await faultsIn("flipped.db")).toMatchObject([
      { kind: "damaged", store: "documents/things", id: "thing-199", repaired: false },
      { kind: "damaged", store: "points/levels", id: "a p1", repaired: false },
    ]);
  });

  test("finds a page whose structure is damaged", async () => {
    await fill("page.db");
    const path = join(folder, "page.db");
    const bytes = readFileSync(path);
    // The head of the last page: its type and how many cells it has.
    bytes.fill(0xff, bytes.length - 4096, bytes.length - 4090);
    writeFileSync(path, bytes);
    expect(await withRaw("page.db", (store) => store.structureFaults())).not.toEqual([]);
  });

  test("says of rows from before the checksums that it cannot tell, and goes on writing them", async () => {
    const database = new Database(join(folder, "old.db"));
    database.exec("CREATE TABLE collection_things (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT");
    database.exec(`INSERT INTO collection_things VALUES ('old', 3, '{"n":1,"words":"x"}')`);
    database.close();
    expect(await withRaw("old.db", (store) => allRows(store, "collection", "things"))).toMatchObject([{ id: "old", sound: undefined }]);
    const store = await openStore(options("old.db"));
    const things = await store.collection<{ n: number; words: string }>(SPEC);
    await things.insert("new", { n: 2, words: "y" });
    expect((await things.put("old", { n: 1, words: "z" }, 3)).version).toBe(4);
    await store.close();
    const sound = (await withRaw("old.db", (raw) => allRows(raw, "collection", "things"))).map((row) => row.sound);
    expect(sound).toEqual([true, true]);
  });
});
