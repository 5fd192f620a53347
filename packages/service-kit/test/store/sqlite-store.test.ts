import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import Database from "libsql";
import { openStore } from "../../src/store/open-store.js";
import type { Query } from "../../src/store/port.js";
import { describeStoreContract } from "./store-contract.js";

const folder = mkdtempSync(join(tmpdir(), "phm-store-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const options = (file: string) => ({ database: "unused", folder, file });

describeStoreContract("SQLite", { options: options("contract.db"), emptyOptions: options("empty.db"), modelRuns: 150 });

describe("SQLite engine", () => {
  test("writes through a write-ahead log that other programs can read, with JSON text as body", async () => {
    const store = await openStore(options("plain.db"));
    await (await store.collection<{ a: number }>({ name: "things", indexes: [] })).insert("x", { a: 1 });
    const reader = new Database(join(folder, "plain.db"));
    expect(reader.prepare("SELECT id, version, body FROM collection_things").all()).toEqual([{ id: "x", version: 1, body: '{"a":1}' }]);
    expect(reader.prepare("PRAGMA journal_mode").all()).toEqual([{ journal_mode: "wal" }]);
    reader.close();
    await store.close();
  });

  test("serves queries from the indexes", async () => {
    const store = await openStore(options("plan.db"));
    const spec = { name: "things", indexes: [{ name: "by_asset", fields: ["ref.asset", "at"] }] };
    const things = await store.collection<{ ref: { asset: string }; at: string }>(spec);
    for (const at of ["1", "2", "2", "3"]) await things.insert(`t${await things.count()}`, { ref: { asset: "p" }, at });
    const query: Query = { where: { "ref.asset": "p" }, sort: [{ field: "at", direction: "desc" }], limit: 2 };
    const search = (conditions: string) => [`SEARCH collection_things USING INDEX collection_things_by_asset (${conditions})`];
    expect(await things.explain(query)).toEqual([search("<expr>=?")]);
    const { nextCursor } = await things.query(query);
    const stretches = ["<expr>=? AND <expr>=? AND id<?", "<expr>=? AND <expr><?", "<expr>=? AND <expr>=?"];
    expect(await things.explain({ ...query, cursor: nextCursor as string })).toEqual(stretches.map(search));
    await store.close();
  });

  test("a read does not pin a snapshot: a writer that reads in between is not refused", async () => {
    const [one, two] = [await openStore(options("snapshot.db")), await openStore(options("snapshot.db"))];
    const spec = { name: "things", indexes: [] };
    const [first, second] = [await one.collection<{ n: number }>(spec), await two.collection<{ n: number }>(spec)];
    await first.insert("a", { n: 1 });
    await second.get("a");
    await first.put("a", { n: 2 }, 1);
    expect(await second.put("a", { n: 3 }, 2)).toMatchObject({ version: 3 });
    await one.close();
    await two.close();
  });

  test("says that it is unavailable, with the cause, when the file cannot be opened", async () => {
    writeFileSync(join(folder, "a-file"), "");
    await expect(openStore({ database: "unused", folder: join(folder, "a-file"), file: "x.db" })).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      cause: expect.anything(),
    });
  });

  test("refuses a file that is no database, and leaves it as it is", async () => {
    writeFileSync(join(folder, "text.db"), "not a database ".repeat(100));
    await expect(openStore(options("text.db"))).rejects.toMatchObject({ code: "SQLITE_NOTADB" });
  });
});
