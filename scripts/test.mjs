// `npm test -- ARGS`: every test, on the real broker. The last line counts them; skipped ones are named, never silently passed.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { runInForeground } from "./lib/child.mjs";
import { countTests, failedFiles, readReport, skippedTests, unsteadyTests, withSecondTry } from "./lib/jest-report.mjs";
import { program } from "./lib/program.mjs";
import { fromRoot } from "./lib/root.mjs";
import { ensureNatsServer } from "./nats-server.mjs";
import { setup } from "./setup.mjs";

const REPORT = fromRoot(".phm", "jest-report.json");
const SECOND_REPORT = fromRoot(".phm", "jest-second-report.json");
/** More files than these fail for a reason. */
const MOST_FILES_AGAIN = 3;

await program(async (args) => {
  await setup();
  const natsServer = await ensureNatsServer();
  mkdirSync(fromRoot(".phm"), { recursive: true });
  const first = await runJest(natsServer, REPORT, args);
  // No test results: jest was asked something else (--listTests, --help) or could not start at all; its exit code tells.
  if (first.report === undefined) return first.code;
  const { code, report } = process.env.CI === "true" && args.length === 0 ? await secondTry(natsServer, first) : first;
  for (const name of skippedTests(report)) console.log(`skipped: ${name}`);
  const { passed, failed, skipped } = countTests(report);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return code !== 0 || failed > 0 || passed === 0 ? Math.max(code, 1) : 0;
});

async function runJest(natsServer, output, args) {
  rmSync(output, { force: true });
  const jest = fromRoot("node_modules", "jest", "bin", "jest.js");
  const code = await runInForeground(process.execPath, [jest, "--json", `--outputFile=${output}`, ...args], {
    cwd: fromRoot(),
    env: { ...process.env, PHM_NATS_SERVER: natsServer, NODE_OPTIONS: withVmModules(process.env.NODE_OPTIONS) },
  });
  const report = existsSync(output) ? readReport(output) : undefined;
  return { code, report: report?.testResults === undefined ? undefined : report };
}

/**
 * In CI the few files that failed are run once more, one after the other: a test that fails only beside others says something of
 * the test, not of the change. Each that passes now is named, so that it is mended and not forgotten.
 */
async function secondTry(natsServer, first) {
  const files = failedFiles(first.report);
  if (files.length === 0 || files.length > MOST_FILES_AGAIN) return first;
  const second = await runJest(natsServer, SECOND_REPORT, ["--runInBand", "--runTestsByPath", ...files]);
  if (second.report === undefined) return first;
  for (const name of unsteadyTests(first.report, second.report)) console.log(`unsteady, passed at the second try: ${name}`);
  return { code: second.code, report: withSecondTry(first.report, second.report) };
}

/** jest runs ES modules through node's vm modules, which are still behind a flag (and a warning in each worker). */
function withVmModules(options = "") {
  return `${options} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim();
}
