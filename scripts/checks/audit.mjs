// What is installed: every package has its hash in the lockfile and comes from the registry; no grave advisory of the registry concerns what
// runs in production, but those that audit-exceptions.json judges. Where the registry does not tell advisories, that half is skipped, and said to be.
//   npm run check:audit
import { readFileSync } from "node:fs";
import { capture } from "../lib/child.mjs";
import { say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";

export const needsBuild = false;

export async function run() {
  const { parse } = await import("yaml");
  const { lockfileProblems } = await import("../lib/audit/lockfile-problems.mjs");
  const { advisoryProblems } = await import("../lib/audit/advisory-problems.mjs");
  const lockfile = parse(readFileSync(fromRoot("pnpm-lock.yaml"), "utf8"));
  const judged = JSON.parse(readFileSync(fromRoot("scripts", "lib", "audit", "audit-exceptions.json"), "utf8"));
  const problems = lockfileProblems(lockfile);
  const advisories = await advisoriesOf(JSON.parse(readFileSync(fromRoot("package.json"), "utf8")).packageManager);
  if (advisories) problems.push(...advisoryProblems(advisories, judged, new Date().toISOString().slice(0, 10)));
  for (const problem of problems) say(problem);
  const skipped = advisories ? [] : ["the registry does not tell advisories here"];
  for (const reason of skipped) say(`skipped: ${reason}`);
  return {
    ok: problems.length === 0,
    packages: Object.keys(lockfile.packages).length,
    advisories: Object.keys(advisories ?? {}).length,
    skipped,
  };
}

/** Undefined where nobody answers, or not with advisories. */
async function advisoriesOf(pnpm) {
  const { stdout } = await capture("npx", ["-y", pnpm, "audit", "--prod", "--json"]);
  try {
    return JSON.parse(stdout.slice(stdout.indexOf("{"))).advisories;
  } catch {
    return undefined;
  }
}
