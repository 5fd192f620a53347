import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { PastOrderService } from "@phm/contracts";
import { createLogger, defineService, GrpcServer, Metrics } from "@phm/service-kit";
import { exchangeCommand } from "./exchange-command.js";

const MAPPING = JSON.stringify({
  kind: "work-orders",
  fields: {
    number: { column: "order" },
    asset: { column: "machine" },
    title: { column: "text" },
    finished: { column: "done" },
    mechanism: { column: "code", values: { LEAK: "1.1" }, otherwise: "count" },
  },
});
const FILE = "order,machine,text,done,code\n1,p,Seal,2020-01-01,LEAK\n2,p,Oil,never,OIL\n";

/** A suite that plays the other side and notes what it was given. */
let given: { header: object | undefined; content: string };
const peer = defineService(PastOrderService, {
  importPastOrders: async (requests: AsyncIterable<{ part: { case: string | undefined; value?: unknown } }>) => {
    given = { header: undefined, content: "" };
    for await (const { part } of requests) {
      if (part.case === "header") given.header = part.value as object;
      else given.content += Buffer.from(part.value as Uint8Array).toString();
    }
    return { dryRun: true, rows: 2, taken: 1, unchanged: 1 };
  },
} as never);

let server: GrpcServer;
let address: string;
let folder: string;
let printed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-cli-exchange-"));
  const logger = createLogger({ service: "test", level: "silent" });
  server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [peer], logger, metrics: new Metrics("test") });
  address = `127.0.0.1:${await server.start()}`;
  await writeFile(join(folder, "map.json"), MAPPING);
  await writeFile(join(folder, "orders.csv.gz"), gzipSync(FILE));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  printed = "";
  process.exitCode = 0;
  jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = 0;
});

const run = (...args: string[]) => exchangeCommand().exitOverride().parseAsync(args, { from: "user" });
const orders = () => ["--mapping", join(folder, "map.json"), join(folder, "orders.csv.gz")];

test("a packed file is read without a suite; what cannot be taken is told, and the command fails", async () => {
  await run("check", ...orders());
  expect(printed.split("\n")).toEqual([
    "Nothing was sent. 2 rows: 1 taken, 0 passed over, 1 refused",
    'line 3, done: is "never"; it must be an ISO 8601 time (bad_time)',
    "mechanism: no word of ours for OIL (1 rows)",
    "",
  ]);
  expect(process.exitCode).toBe(1);
});

test("the report as JSON counts what was refused by reason", async () => {
  await run("check", "--json", ...orders());
  expect(JSON.parse(printed)).toMatchObject({ rows: 2, taken: 1, refused: 1, refusedByReason: { bad_time: 1 }, problemCount: 1 });
});

test("an import hands the unpacked file over with its mapping, and prints what became of it", async () => {
  await run("import", "--workorders", address, "--site", "north", "--dry-run", ...orders());
  expect(given).toMatchObject({ header: { site: "north", mapping: MAPPING, dryRun: true }, content: FILE });
  expect(printed).toBe("Dry run, nothing was changed. 2 rows: 1 taken, 1 on record already, 0 passed over, 0 refused\n");
  expect(process.exitCode).toBe(0);
});

test("a mapping that is not there is refused with those that are", async () => {
  await expect(run("check", "--mapping", "unknown", join(folder, "orders.csv.gz"))).rejects.toMatchObject({
    field: "mapping",
    limit: expect.stringContaining("uwa-mining-work-orders"),
  });
  await run("mappings");
  expect(printed).toContain("assetops-events\n");
});
