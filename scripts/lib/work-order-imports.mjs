// Recorded work orders of others, read through their mappings by `phm exchange import --dry-run`. The data are never part of the project.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { capture } from "./child.mjs";
import { fromRoot } from "./root.mjs";

const DATA = fromRoot("..", "shared", "data", "work-orders");
const CLI = fromRoot("cli", "dist", "main.js");
const COMMAND = fromRoot("cli", "dist", "commands", "exchange");
/** A mapping says which of their columns is which of our fields. */
const FILES = {
  "uwa_work_orders.csv.gz": "uwa-work-orders",
  "azure_PdM_maint.csv.gz": "azure-maintenance",
  "azure_PdM_failures.csv.gz": "azure-failures",
  "assetops_all_wo_with_code_component_events.csv.gz": "assetops-work-orders",
  "maintie_gold.json.gz": "maintie",
};

/** Reads each file; what it took and refused, and what could not be read for a reason that lies outside of the project. */
export async function importRecordedOrders() {
  if (!existsSync(DATA)) return { imports: [], skipped: [{ name: "recorded work orders", reason: "no recorded data on this machine" }] };
  if (!existsSync(COMMAND)) return { imports: [], skipped: [{ name: "recorded work orders", reason: "phm has no command exchange" }] };
  const imports = [];
  for (const [file, mapping] of Object.entries(FILES)) imports.push(await importFile(file, mapping));
  return { imports, skipped: [] };
}

async function importFile(file, mapping) {
  const args = ["exchange", "import", join(DATA, file), "--kind", "work-orders", "--mapping", mapping, "--dry-run", "--json"];
  const { code, stdout, stderr } = await capture(process.execPath, [CLI, ...args]);
  const last = stdout.trim().split("\n").at(-1) ?? "";
  try {
    const { taken, refused } = JSON.parse(last);
    return { file, mapping, taken, refused, ok: code === 0 && taken > 0 };
  } catch {
    return { file, mapping, ok: false, error: (stderr.trim() || last).split("\n").at(-1) };
  }
}
