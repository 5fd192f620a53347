// The attacks of docs/security.md, by what they are aimed at, with their counts. Not a step of CI: there they run among all tests.
//   npm run check:security
import { capture } from "../lib/child.mjs";
import { say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";

/** What is attacked, and the tests that do. */
const ATTACKS = {
  tokens: ["services/gateway/test/token-attacks.test.ts"],
  sessions: ["services/gateway/test/session.test.ts", "services/gateway/test/sign-in.test.ts"],
  routes: ["services/gateway/test/authorisation.test.ts", "services/gateway/src/access/decide.test.ts"],
  sharing: [
    "services/gateway/src/sharing/permission.test.ts",
    "services/gateway/test/sharing-contract-routes.test.ts",
    "services/gateway/test/sharing-enforcement.test.ts",
    "e2e/sharing.test.ts",
  ],
  audit: ["services/gateway/test/audit.test.ts", "cli/src/commands/audit/verify-audit.test.ts"],
  http: ["services/gateway/test/hardening.test.ts"],
  devices: ["services/ingest/test/device-identity.test.ts"],
  targets: ["services/workorders/src/outgoing/outgoing-fetch.test.ts"],
  start: ["cli/src/suite/local-keys.test.ts", "cli/src/suite/who-may-come.test.ts", "packages/launcher/src/process-specs.test.ts"],
  exports: ["cli/src/commands/export/guarded-csv.test.ts", "services/workorders/test/equipment/equipment-table.test.ts"],
};

export async function run() {
  const files = Object.values(ATTACKS).flat();
  const jest = fromRoot("node_modules", "jest", "bin", "jest.js");
  const env = {
    ...process.env,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  };
  const { code, stdout, all } = await capture(process.execPath, [jest, "--json", "--forceExit", ...files], { env });
  const results = resultsOf(stdout);
  const counts = Object.fromEntries(Object.entries(ATTACKS).map(([aim, tests]) => [aim, passedOf(results, tests)]));
  const blind = Object.entries(counts).flatMap(([aim, count]) => (count === 0 ? [aim] : []));
  for (const aim of blind) say(`nothing attacks ${aim}`);
  if (code !== 0) say(all.slice(-4_000));
  return { ok: code === 0 && blind.length === 0, ...counts };
}

function resultsOf(stdout) {
  try {
    return JSON.parse(stdout.slice(stdout.indexOf("{"))).testResults;
  } catch {
    return [];
  }
}

function passedOf(results, tests) {
  const own = results.filter(({ name }) => tests.some((test) => name.endsWith(test)));
  return own.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status === "passed").length;
}
