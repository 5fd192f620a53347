import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import Database from "libsql";
import { classifySqliteError, isBusy } from "./sqlite-errors.js";

const folder = mkdtempSync(join(tmpdir(), "phm-sqlite-errors-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The engine's own error: codes are its to name, not this test's. */
function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error("nothing failed");
}

test("a full database is unavailable: the caller may try again when there is room", () => {
  const database = new Database(join(folder, "full.db"));
  database.exec("CREATE TABLE t (x TEXT); PRAGMA max_page_count = 3");
  const full = errorOf(() => database.prepare("INSERT INTO t VALUES (?)").run("x".repeat(100_000)));
  database.close();
  expect(classifySqliteError("full.db", full)).toMatchObject({ name: "StoreUnavailable", retryable: true, cause: full });
  expect(isBusy(full)).toBe(false);
});

test("a file that another process writes to is unavailable, and known as busy", () => {
  const [holder, waiter] = [new Database(join(folder, "busy.db")), new Database(join(folder, "busy.db"))];
  holder.exec("BEGIN IMMEDIATE");
  const busy = errorOf(() => waiter.exec("BEGIN IMMEDIATE"));
  holder.exec("ROLLBACK");
  holder.close();
  waiter.close();
  expect(classifySqliteError("busy.db", busy)).toMatchObject({ name: "StoreUnavailable", retryable: true, cause: busy });
  expect(isBusy(busy)).toBe(true);
});

test("a fault of the statement stays what it is", () => {
  const database = new Database(join(folder, "fault.db"));
  const fault = errorOf(() => database.prepare("SELECT * FROM nowhere").all());
  database.close();
  expect(classifySqliteError("fault.db", fault)).toBe(fault);
});
