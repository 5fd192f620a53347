// Lint and format, by one tool.
import { capture } from "../lib/child.mjs";
import { say } from "../lib/program.mjs";
import { tool } from "../lib/root.mjs";

export const needsBuild = false;

export async function run() {
  const { stdout } = await capture(tool("biome"), ["check", ".", "--reporter=json"]);
  const { errors, warnings, changed, unchanged } = JSON.parse(stdout).summary;
  const files = changed + unchanged;
  if (errors + warnings > 0) say((await capture(tool("biome"), ["check", ".", "--max-diagnostics=50"])).all);
  return { ok: files > 0 && errors === 0 && warnings === 0, files, errors, warnings };
}
