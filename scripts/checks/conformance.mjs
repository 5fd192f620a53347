// Every function of @phm/dsp against an independent implementation: the rows of packages/dsp/test/conformance, and docs/conformance.md,
// which is what they give. `-- --write` rewrites the page.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { capture } from "../lib/child.mjs";
import { conformancePage, functionRows } from "../lib/conformance-page.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";

export const needsBuild = false;

const PAGE = fromRoot("docs", "conformance.md");
const REPORT = fromRoot(".phm", "conformance.json");

export async function run(args) {
  const unknown = args.filter((argument) => argument !== "--write");
  if (unknown.length > 0) throw new Failure(`usage: npm run check:conformance [-- --write], not ${unknown.join(" ")}`);
  const { report, passed } = await measure();
  const rows = functionRows(report);
  const over = rows.filter(({ kept }) => !kept);
  for (const { name, worst, limit } of over) say(`${name} deviates by ${worst}, its limit is ${limit}`);

  const planted = new Set(report.plantedReported.flatMap(({ functions }) => functions));
  const unproven = rows.filter(({ name }) => !planted.has(name));
  for (const { name } of unproven) say(`${name}: a deviation planted in the reference was not reported`);
  const missing = report.functions.filter((name) => !rows.some((row) => row.name === name) && !Object.hasOwn(report.exemptions, name));
  for (const name of missing) say(`${name} is held against nothing and says no reason`);

  const page = conformancePage(report);
  if (args.includes("--write")) writeFileSync(PAGE, page);
  const isPageCurrent = existsSync(PAGE) && readFileSync(PAGE, "utf8") === page;
  if (!isPageCurrent) say("docs/conformance.md is not what this run gives; npm run check:conformance -- --write rewrites it.");
  return {
    ok: passed && isPageCurrent && rows.length > 0 && over.length + unproven.length + missing.length === 0,
    functions: rows.length,
    cases: rows.reduce((sum, { cases }) => sum + cases, 0),
    overLimit: over.length,
    exempt: Object.keys(report.exemptions).length,
    missing: missing.length,
    plantedNotReported: unproven.length,
    page: isPageCurrent ? "current" : "stale",
  };
}

/** The test writes its rows where it is told to. */
async function measure() {
  mkdirSync(fromRoot(".phm"), { recursive: true });
  rmSync(REPORT, { force: true });
  const jest = fromRoot("node_modules", "jest", "bin", "jest.js");
  const env = {
    ...process.env,
    PHM_CONFORMANCE_REPORT: REPORT,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  };
  const { code, all } = await capture(process.execPath, [jest, "packages/dsp/test/conformance.test.ts"], { env });
  if (code !== 0) say(all);
  if (!existsSync(REPORT)) throw new Failure("The conformance test gave no rows.");
  return { report: JSON.parse(readFileSync(REPORT, "utf8")), passed: code === 0 };
}
