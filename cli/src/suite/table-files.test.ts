import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { readTable, readTableManifest, tablesOfSet, wholeLifeTables } from "./table-files.js";

const VALUES = Buffer.from(Float32Array.of(1, 1, 0.5, 1, 2, 0.75).buffer);
const SHA256 = createHash("sha256").update(VALUES).digest("hex");
const ENTRY = { rows: 2, cols: 3, rawSha256: SHA256 };
const MANIFEST = {
  name: "Pumps",
  columns: ["unit", "cycle", "t"],
  encoding: "brotli; float32 little-endian, row major",
  files: { "train_A.f32.br": ENTRY, "test_A.f32.br": ENTRY, "units.f32": ENTRY, "RUL_A.f32.br": { ...ENTRY, cols: 1 } } as Record<
    string,
    unknown
  >,
};

describe("tables of a manifest", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-tables-"));
    await writeFile(join(folder, "train_A.f32.br"), brotliCompressSync(VALUES));
    await writeFile(join(folder, "units.f32"), VALUES);
  });
  afterEach(() => rm(folder, { recursive: true }));
  const manifest = async (change: object = {}) => {
    await writeFile(join(folder, "manifest.json"), JSON.stringify({ ...MANIFEST, ...change }));
    return readTableManifest(folder);
  };

  test("are those with all the columns; lists of labels beside them are left out", async () => {
    const { tables } = await manifest();
    expect(tables.map(({ name, set, toTheEnd }) => [name, set, toTheEnd])).toEqual([
      ["train_A.f32.br", "A", true],
      ["test_A.f32.br", "A", false],
      ["units.f32", "units", true],
    ]);
    expect(wholeLifeTables(await manifest(), "A").map(({ name }) => name)).toEqual(["train_A.f32.br"]);
  });

  test("are read compressed or plain, and checked", async () => {
    const read = await manifest();
    for (const file of [tablesOfSet(read, "train_A.f32.br")[0], tablesOfSet(read, "units")[0]]) {
      const { table } = await readTable(read, file as NonNullable<typeof file>);
      expect(table.columns).toEqual(["t"]);
      expect([...(table.units[0]?.readings ?? [])]).toEqual([0.5, 0.75]);
    }
  });

  test.each([
    ["values that were changed", { ...ENTRY, rawSha256: "0".repeat(64) }, /SHA-256/],
    ["fewer rows than stated", { ...ENTRY, rows: 3 }, /bytes/],
    ["more rows than stated", { ...ENTRY, rows: 1 }, /train_A/],
  ])("a file with %s is refused by name", async (_, entry, message) => {
    const read = await manifest({ files: { "train_A.f32.br": entry } });
    await expect(readTable(read, tablesOfSet(read, "A")[0] as never)).rejects.toThrow(message);
  });

  test.each([
    ["a file that is not there", { files: { "test_A.f32.br": ENTRY } }, /missing/],
    ["a file outside the folder", { files: { "../x.f32": ENTRY } }, /files/],
    ["an entry without a hash", { files: { "train_A.f32.br": { rows: 2, cols: 3 } } }, /rawSha256/],
    ["another encoding", { encoding: "csv" }, /encoding/],
    ["no table of these columns", { files: { "x.f32": { ...ENTRY, cols: 1 } } }, /files/],
    ["no columns", { columns: "unit" }, /columns/],
  ])("%s is refused by name", async (_, change, message) => {
    await expect(manifest(change).then((read) => readTable(read, tablesOfSet(read, undefined)[0] as never))).rejects.toThrow(message);
  });

  test("a manifest that is not there or no JSON is refused, and so is a set that it does not have", async () => {
    await expect(readTableManifest(join(folder, "nothing"))).rejects.toThrow(/missing/);
    const read = await manifest();
    expect(() => tablesOfSet(read, "B")).toThrow(/A, units/);
    await writeFile(join(folder, "manifest.json"), "{");
    await expect(readTableManifest(folder)).rejects.toThrow(/JSON/);
  });
});
