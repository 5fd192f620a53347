import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { capture } from "./child.mjs";
import { Failure } from "./program.mjs";
import { fromRoot } from "./root.mjs";

const CONFIG = fromRoot(".dependency-cruiser.cjs");
const FOLDERS = ["packages", "services", "cli", "edge", "e2e", "bench", "scripts"];

/** The names of the import rules. */
export function importRules() {
  return createRequire(import.meta.url)(CONFIG).forbidden.map(({ name }) => name);
}

/** Runs dependency-cruiser on the tree below `root`: how many files it read, and each violation as { rule, from, to }. */
export async function cruise(root) {
  const program = fromRoot("node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
  const folders = FOLDERS.filter((folder) => existsSync(join(root, folder)));
  const result = await capture(process.execPath, [program, "--config", CONFIG, "--output-type", "json", ...folders], { cwd: root });
  const report = parse(result);
  const files = report.modules.filter(({ source }) => FOLDERS.includes(source.split("/")[0])).length;
  return { files, violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })) };
}

function parse({ stdout, all }) {
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Failure(`${all.slice(-2_000)}\n\ndependency-cruiser could not read the tree.`);
  }
}
