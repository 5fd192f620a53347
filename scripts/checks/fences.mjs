// The dependency fences: the real tree is clean, and every rule has been seen to report a planted fault.
import { cruise, importRules } from "../lib/import-fences.mjs";
import { plantedFaults, withPlantedTree } from "../lib/planted-tree.mjs";
import { say } from "../lib/program.mjs";
import { ROOT } from "../lib/root.mjs";
import { TEXT_RULES, textViolations } from "../lib/source-text.mjs";

export const needsBuild = false;

export async function run() {
  const real = await inspect(ROOT);
  for (const { rule, from, to } of real.violations) say(`${rule}: ${from}${to === undefined ? "" : ` -> ${to}`}`);

  const planted = await withPlantedTree(inspect);
  const faults = plantedFaults();
  const wrong = [...faults].filter(([file, rules]) => reportedFor(file, planted.violations).join() !== rules.join());
  for (const [file, rules] of wrong) {
    say(`planted ${file}: expected [${rules.join(", ")}], reported [${reportedFor(file, planted.violations).join(", ")}]`);
  }

  const rules = [...new Set([...importRules(), ...TEXT_RULES.map(({ name }) => name)])];
  const unseen = rules.filter((rule) => ![...faults.values()].flat().includes(rule));
  for (const rule of unseen) say(`rule ${rule} has no planted fault`);

  return {
    ok: real.files > 0 && real.violations.length === 0 && wrong.length === 0 && unseen.length === 0,
    files: real.files,
    violations: real.violations.length,
    rules: rules.length,
    rulesWithoutPlantedFault: unseen.length,
    planted: [...faults.values()].filter((expected) => expected.length > 0).length,
    plantedNotReported: wrong.length,
  };
}

async function inspect(root) {
  const { files, violations } = await cruise(root);
  return { files, violations: [...violations, ...textViolations(root)] };
}

/** The rules that report a file, each once, sorted. */
function reportedFor(file, violations) {
  return [...new Set(violations.filter(({ from }) => from === file).map(({ rule }) => rule))].sort();
}
