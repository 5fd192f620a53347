// `npm test -- ARGS`: every test, on the real broker. The last line counts them; skipped ones are named, never silently passed.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { runInForeground } from "./lib/child.mjs";
import { countTests, readReport, skippedTests } from "./lib/jest-report.mjs";
import { program } from "./lib/program.mjs";
import { fromRoot } from "./lib/root.mjs";
import { ensureNatsServer } from "./nats-server.mjs";
import { setup } from "./setup.mjs";

const REPORT = fromRoot(".phm", "jest-report.json");

await program(async (args) => {
  await setup();
  const natsServer = await ensureNatsServer();
  mkdirSync(fromRoot(".phm"), { recursive: true });
  rmSync(REPORT, { force: true });
  const jest = fromRoot("node_modules", "jest", "bin", "jest.js");
  const code = await runInForeground(process.execPath, [jest, "--json", `--outputFile=${REPORT}`, ...args], {
    cwd: fromRoot(),
    env: { ...process.env, PHM_NATS_SERVER: natsServer, NODE_OPTIONS: withVmModules(process.env.NODE_OPTIONS) },
  });
  const report = existsSync(REPORT) ? readReport(REPORT) : undefined;
  // No test results: jest was asked something else (--listTests, --help) or could not start at all; its exit code tells.
  if (report?.testResults === undefined) return code;
  for (const name of skippedTests(report)) console.log(`skipped: ${name}`);
  const { passed, failed, skipped } = countTests(report);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return code !== 0 || failed > 0 || passed === 0 ? Math.max(code, 1) : 0;
});

/** jest runs ES modules through node's vm modules, which are still behind a flag (and a warning in each worker). */
function withVmModules(options = "") {
  return `${options} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim();
}
