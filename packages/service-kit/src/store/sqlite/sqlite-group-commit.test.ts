import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import Database from "libsql";
import { SqliteConnection } from "./sqlite-connection.js";
import { SqliteGroupCommit } from "./sqlite-group-commit.js";

const folder = mkdtempSync(join(tmpdir(), "phm-sqlite-group-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let file = 0;
let connection: SqliteConnection;
let writes: SqliteGroupCommit;
beforeEach(async () => {
  connection = await SqliteConnection.open(folder, `${file++}.db`);
  connection.run("CREATE TABLE t (x TEXT PRIMARY KEY)");
  writes = new SqliteGroupCommit(connection);
});
afterEach(() => connection.close());

const insert = (x: string) => writes.write(() => connection.run("INSERT INTO t VALUES (?)", x));
/** What another reader of the file sees: only what is committed. */
function committed(): string[] {
  const reader = new Database(join(folder, `${file - 1}.db`));
  const rows = reader.prepare("SELECT x FROM t ORDER BY x").all() as { x: string }[];
  reader.close();
  return rows.map(({ x }) => x);
}

test("writes of one turn are committed together, and answered after that", async () => {
  const first = insert("a").then(committed);
  const second = insert("b");
  expect(committed()).toEqual([]);
  expect(await first).toEqual(["a", "b"]);
  await second;
});

test("a write that fails takes back only itself, and all of itself", async () => {
  const half = writes.write(() => {
    connection.run("INSERT INTO t VALUES ('half')");
    throw new Error("half way");
  });
  const group = await Promise.allSettled([insert("a"), insert("a"), half, insert("b")]);
  expect(group.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
  expect(committed()).toEqual(["a", "b"]);
});

test("a failure that ends the transaction fails the whole group, and the next group is written", async () => {
  const pages = connection.all("PRAGMA page_count")[0]?.page_count as number;
  connection.run(`PRAGMA max_page_count = ${pages + 1}`);
  const group = await Promise.allSettled([insert("a"), insert("x".repeat(100_000))]);
  connection.run("PRAGMA max_page_count = 1000000");
  expect(group[1]).toMatchObject({ status: "rejected", reason: { name: "StoreUnavailable" } });
  expect(committed()).toEqual(group[0]?.status === "fulfilled" ? ["a"] : []);
  await insert("c");
  expect(committed()).toContain("c");
});

test("what waits when the store is closed without it fails, as what comes later does", async () => {
  const waiting = insert("a");
  connection.close();
  await expect(waiting).rejects.toMatchObject({ name: "StoreUnavailable" });
  await expect(insert("b")).rejects.toMatchObject({ name: "StoreUnavailable" });
});
