import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { mongoTestUrl } from "@phm/testkit";
import { MongoClient } from "mongodb";
import { openBlobStore } from "../../src/blob/open-blob-store.js";
import { redactRows } from "../../src/privacy/redact-rows.js";
import { WantedTexts } from "../../src/privacy/wanted-texts.js";
import { openStore, type StoreOptions } from "../../src/store/open-store.js";
import { openRawStore } from "../../src/store/raw/open-raw-store.js";
import { eachRow, type RawStore, type RawTable, type ReadRow } from "../../src/store/raw/raw-store.js";

interface Note {
  readonly by: string;
  readonly note: string;
}
const NOTES = { name: "notes", indexes: [{ name: "by", fields: ["by"] }], excerpt: ["note"] };
const COUNT = 25;

/** What the raw side of a store promises, whichever engine it is. */
function describeRaw(engine: string, options: StoreOptions, blobFolder: string): void {
  describe(`the whole of a store on ${engine}`, () => {
    let raw: RawStore;
    afterAll(() => raw?.close());

    async function all(table: RawTable): Promise<ReadRow[]> {
      const found: ReadRow[] = [];
      for await (const rows of eachRow(raw, table, 4)) found.push(...rows);
      return found;
    }

    test("tells its tables and blob stores, and gives every row once", async () => {
      const store = await openStore(options);
      const notes = await store.collection<Note>(NOTES);
      for (let n = 0; n < COUNT; n++) await notes.insert(`note-${n}`, { by: "p-1", note: `seen by Zhao Qiang, ${n}` });
      const events = await store.series<{ note: string }>("events");
      await events.append("k", [
        { timeNs: 5n, id: "e1", value: { note: "told Zhao Qiang" } },
        { timeNs: 6n, id: "e2", value: { note: "nobody" } },
      ]);
      await store.close();
      const place = { ...options, name: "files", folder: blobFolder };
      const blobs = await openBlobStore(place);
      await blobs.put("a/b", Buffer.from("x"));
      await blobs.close();
      raw = await openRawStore(options);
      expect(await raw.tables()).toEqual([
        { kind: "collection", name: "notes" },
        { kind: "series", name: "events" },
      ]);
      expect(await raw.blobStores()).toEqual(["files"]);
      expect(new Set((await all({ kind: "collection", name: "notes" })).map(({ id }) => id)).size).toBe(COUNT);
      expect((await all({ kind: "series", name: "events" })).map(({ key, id, time }) => [key, id, time])).toEqual([
        ["k", "e1", "0000000000000000005"],
        ["k", "e2", "0000000000000000006"],
      ]);
    });

    test("replaces a row only as it was read", async () => {
      const table: RawTable = { kind: "collection", name: "notes" };
      const [row] = await all(table);
      expect(await raw.replace(table, row as ReadRow, `{"by":"p-2","note":"changed"}`)).toBe(true);
      expect(await raw.replace(table, row as ReadRow, `{"by":"p-3","note":"late"}`)).toBe(false);
    });

    test("is rid of a name in documents, points and lists; versions go up, ids and other rows stay", async () => {
      const changed = await redactRows(raw, new WantedTexts(["Zhao Qiang"]));
      expect(changed).toEqual({ changedDocuments: COUNT - 1, changedPoints: 1 });
      for (const table of await raw.tables()) expect(JSON.stringify(await all(table))).not.toContain("Zhao");
      const store = await openStore(options);
      const notes = await store.collection<Note>(NOTES);
      const { items } = await notes.select({ where: { by: "p-1" }, limit: COUNT }, ["note"]);
      expect(items).toHaveLength(COUNT - 1);
      for (const { value, version } of items)
        expect([value.note, version]).toEqual([expect.stringMatching(/^seen by \[erased\], \d+$/), 2]);
      const { points } = await (await store.series<{ note: string }>("events")).range("k", { limit: 10 });
      expect(points.map(({ value }) => value.note)).toEqual(["told [erased]", "nobody"]);
      await store.close();
    });

    test("refuses rows that are there already, and takes none of the call", async () => {
      const table: RawTable = { kind: "collection", name: "other" };
      const row = { id: "one", version: 7, body: `{"n":1}` };
      await raw.load(table, [row]);
      await expect(raw.load(table, [row])).rejects.toThrow();
      expect(await all(table)).toMatchObject([row]);
    });
  });
}

const folder = mkdtempSync(join(tmpdir(), "phm-raw-contract-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
describeRaw("SQLite", { database: "unused", folder, file: "svc.db" }, join(folder, "svc-files"));

const mongoUrl = await mongoTestUrl();
if (mongoUrl === undefined) {
  describe.skip("the whole of a store on MongoDB: skipped, as MONGODB_TEST_URL is not set and no start script was found", () => {
    test("contract", () => {});
  });
} else {
  const database = `phm_test_raw_${process.pid}`;
  afterAll(async () => {
    const client = new MongoClient(mongoUrl);
    await client.db(database).dropDatabase();
    await client.close();
  });
  describeRaw("MongoDB", { mongoUrl, database, folder: "unused", file: "unused" }, "unused");
}
