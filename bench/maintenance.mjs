// Lists of work orders and a machine's time line in a large plant, as the service reads them from the embedded store, against the same
// queries in SQL on tables made by hand for them, in the same run.
//   npm run bench -- maintenance [--assets 100000] [--orders 1000000] [--seed 1] [--json]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compare, reportRatio } from "./maintenance/compare.mjs";
import { plantOf } from "./maintenance/plant.mjs";
import { questionsOf } from "./maintenance/questions.mjs";
import { openRawTables } from "./maintenance/raw-tables.mjs";
import { startReader } from "./maintenance/reader.mjs";

const READER = fileURLToPath(new URL("../services/workorders/test/load/plant-reader.mjs", import.meta.url));
const LIMIT = 3;

const { values } = parseArgs({
  options: {
    assets: { type: "string", default: "100000" },
    orders: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
const size = Object.fromEntries(["assets", "orders", "seed"].map((name) => [name, wholeNumber(name, values[name])]));

const folder = mkdtempSync(join(tmpdir(), "phm-bench-maintenance-"));
let reader;
try {
  const plant = plantOf(size);
  const tables = openRawTables(join(folder, "raw.db"), plant);
  reader = await startReader(READER, [folder, JSON.stringify(size)]);
  const reference = "the same query as SQL on a table with a column for each fact";
  let missed = 0;
  for (const question of questionsOf(plant, tables)) {
    const result = await compare(question, reader);
    if (!reportRatio({ bench: "maintenance", measure: question.name, ...size, reference, limit: LIMIT, ...result })) missed++;
  }
  tables.close();
  process.exitCode = missed > 0 ? 1 : 0;
} finally {
  await reader?.stop();
  rmSync(folder, { recursive: true, force: true });
}

function wholeNumber(name, text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name}: ${text} is no whole number from 1`);
  return value;
}
