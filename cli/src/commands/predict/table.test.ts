import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, jest, test } from "@jest/globals";
import { DEFAULT_TABLE_RECIPE, openBackend, type TableModelSet, trainTableModel, trendTable } from "@phm/learning";
import { predictTableCommand } from "./table.js";

const COLUMNS = ["unit", "cycle", "wear"];
const lived = (unit: number, cycles: number, followed = cycles) =>
  Array.from({ length: followed }, (_, i) => [
    unit,
    i + 1,
    Math.fround(Math.exp((i + 1 - cycles) / 10) + 0.01 * Math.sin(unit + 7 * i)),
  ]).flat();
const WHOLE = Array.from({ length: 6 }, (_, unit) => lived(unit + 1, 30 + 3 * unit)).flat();
const CUT = [...lived(1, 40, 38), ...lived(2, 40, 12), ...lived(3, 40, 1)];
const RECIPE = { ...DEFAULT_TABLE_RECIPE, windows: { means: [4], slopes: [4] }, limitCycles: 20, members: 2, calibrationFolds: 2 };
const CARD = { model: "pumps-1-A", data: "made up", licence: "none", split: "none", limits: "tests" };

describe("predicting a table", () => {
  let folder: string;
  const printed: string[] = [];
  const warned: string[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "phm-predict-"));
    const files: Record<string, object> = {};
    let trainedOn = "";
    for (const [name, values] of Object.entries({ "train_A.f32": WHOLE, "test_A.f32": CUT })) {
      const raw = Buffer.from(Float32Array.from(values).buffer);
      await writeFile(join(folder, name), raw);
      const rawSha256 = createHash("sha256").update(raw).digest("hex");
      if (name.startsWith("train")) trainedOn = rawSha256;
      files[name] = { rows: values.length / 3, cols: 3, rawSha256 };
    }
    const manifest = { name: "Pumps", columns: COLUMNS, encoding: "float32 little-endian, row major", files };
    await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
    const training = { ...RECIPE.training, hidden: [6], epochs: 3, batchRows: 32 };
    const model = trainTableModel(await openBackend(), trendTable(COLUMNS, WHOLE), { ...RECIPE, training }, CARD);
    const document: TableModelSet = { format: "phm-table-models/1", sets: [{ set: "A", trainedOn: [trainedOn], model }] };
    await writeFile(join(folder, "model.json"), JSON.stringify(document));
    printed.length = 0;
    warned.length = 0;
    jest.spyOn(process.stdout, "write").mockImplementation((text) => printed.push(String(text)) > 0);
    jest.spyOn(process.stderr, "write").mockImplementation((text) => warned.push(String(text)) > 0);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  test("prints one JSON line for the last row of each unit, of the tables that the model has not seen", async () => {
    await predictTableCommand(folder, { model: join(folder, "model.json"), json: true });
    const lines = printed.map((line) => JSON.parse(line));
    expect(lines.map(({ table, unit, cycle }) => [table, unit, cycle])).toEqual([
      ["test_A.f32", 1, 38],
      ["test_A.f32", 2, 12],
      ["test_A.f32", 3, 1],
    ]);
    for (const { rul, mean, limit, model } of lines) {
      expect(rul.p10).toBeLessThanOrEqual(rul.p50);
      expect(rul.p50).toBeLessThanOrEqual(rul.p90);
      expect(mean).toBeLessThanOrEqual(limit);
      expect(model).toBe("pumps-1-A");
    }
    expect(lines[0].mean).toBeLessThan(lines[2].mean);
    expect(warned).toEqual([]);
  });

  test("says so when it is asked about the very units that the model learned from", async () => {
    await predictTableCommand(folder, { model: join(folder, "model.json"), set: "train_A.f32", json: true });
    expect(printed).toHaveLength(6);
    expect(warned.join("")).toMatch(/trained on these very units/);
  });

  test("a model that is not there, no JSON, or of another kind is refused by name", async () => {
    await expect(predictTableCommand(folder, { model: join(folder, "none.json") })).rejects.toThrow(/missing/);
    await expect(predictTableCommand(folder, { model: join(folder, "train_A.f32") })).rejects.toThrow(/JSON/);
    await expect(predictTableCommand(folder, { model: join(folder, "manifest.json") })).rejects.toThrow(/format/);
  });
});
