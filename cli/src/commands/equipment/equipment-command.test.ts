import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from "@jest/globals";
import { EquipmentService } from "@phm/contracts";
import { createLogger, defineService, GrpcServer, Metrics } from "@phm/service-kit";
import { equipmentCommand } from "./equipment-command.js";

const TABLE = "code,kind,nameZh\nS1,site,一厂\n";

/** An equipment register that plays the other side and notes what it was given. */
let taken: { header: object | undefined; content: string }[];
const problem = { line: 2, column: "parent", value: '"S9"', reason: "orphan", limit: "the code of a site" };
const peer = defineService(EquipmentService, {
  importEquipment: async (requests: AsyncIterable<{ part: { case: string | undefined; value?: unknown } }>) => {
    const pieces: Uint8Array[] = [];
    let header: object | undefined;
    for await (const { part } of requests) {
      if (part.case === "header") header = part.value as object;
      else pieces.push(part.value as Uint8Array);
    }
    const content = Buffer.concat(pieces).toString();
    taken.push({ header, content });
    const counts = { dryRun: true, rows: 3, created: 1, changed: 1, refused: 1 };
    return { report: content === TABLE ? { rows: 1, created: 1 } : { ...counts, problems: [problem], problemCount: 2 } };
  },
  exportEquipment: async function* () {
    for (const piece of ["code,kind\r\n", "S1,site\r\n"]) yield { chunk: Buffer.from(piece) };
  },
} as never);

let server: GrpcServer;
let address: string;
let folder: string;
let printed: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "phm-cli-equipment-"));
  const logger = createLogger({ service: "test", level: "silent" });
  server = new GrpcServer({ host: "127.0.0.1", port: 0, services: [peer], logger, metrics: new Metrics("test") });
  address = `127.0.0.1:${await server.start()}`;
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  taken = [];
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

const run = (...args: string[]) =>
  equipmentCommand()
    .exitOverride()
    .parseAsync([...args, "--workorders", address], { from: "user" });
const fileWith = async (name: string, content: string) => {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
};

test("import hands the file over as it is, with who and why, and prints what became of it", async () => {
  await run("import", await fileWith("plant.csv", TABLE), "--actor", "Li", "--note", "first", "--site", "north");
  expect(taken).toMatchObject([{ header: { site: "north", format: 1, dryRun: false, actor: "Li", note: "first" }, content: TABLE }]);
  expect(printed).toBe("1 rows: 1 created, 0 changed, 0 unchanged, 0 refused\n");
  expect(process.exitCode).toBe(0);
});

test("a dry run with problems says them by line and column, and fails", async () => {
  await run("import", await fileWith("plant.json", "[]"), "--dry-run");
  expect(taken).toMatchObject([{ header: { format: 2, dryRun: true } }]);
  expect(printed.split("\n")).toEqual([
    "Dry run, nothing was changed. 3 rows: 1 created, 1 changed, 0 unchanged, 1 refused",
    'line 2, parent: is "S9"; it must be the code of a site (orphan)',
    "and 1 more",
    "",
  ]);
  expect(process.exitCode).toBe(1);
});

test("the report as JSON has its counts and problems", async () => {
  await run("import", await fileWith("plant.json", "[]"), "--dry-run", "--json");
  expect(JSON.parse(printed)).toEqual({
    ...{ dryRun: true, rows: 3, created: 1, changed: 1, unchanged: 0, refused: 1, problemCount: 2 },
    problems: [problem],
  });
});

test("a file that is not there, or of a form that nobody names, is refused before anything is asked", async () => {
  await expect(run("import", join(folder, "none.csv"))).rejects.toMatchObject({ field: "FILE" });
  await expect(run("import", await fileWith("plant.txt", TABLE))).rejects.toMatchObject({ field: "FILE" });
  expect(taken).toEqual([]);
});

test("export writes the table to a file", async () => {
  const out = join(folder, "out.csv");
  await run("export", "--out", out);
  expect(await readFile(out, "utf8")).toBe("code,kind\r\nS1,site\r\n");
});
