import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { failedMembers, tableReport } from "../../src/evaluate/tables/table-report.js";
import { parseTrendTable } from "../../src/evaluate/tables/trend-table.js";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "..", "..", "shared", "data", "ims-tables");

/** Real data are never part of the project: where they are not beside the checkout, these tests are shown as skipped, by name. */
const onData = existsSync(FOLDER) ? test : test.skip;

describe("IMS tables", () => {
  onData.each([
    ["test1.json", "3,4"],
    ["test2.json", "1"],
  ])("%s: bearings %s are ordered a day ahead and first on their shaft, and a late start moves nothing", (file, failed) => {
    const table = parseTrendTable(JSON.parse(readFileSync(join(FOLDER, file), "utf8")));
    const report = tableReport(table, { failed: failedMembers(table, failed) });
    expect(report.verdict).toMatchObject({ ok: true, falseOrders: [] });
    expect(Math.max(...Object.values(report.lateStart.movedShares))).toBeLessThan(0.05);
  });
});
