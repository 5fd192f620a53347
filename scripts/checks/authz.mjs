// Who may do what: every route of the gateway x every role and every kind of bad key x the own and a foreign organisation answers as
// the route table says, and a route without a row fails.
//   npm run check:authz
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { capture } from "../lib/child.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";

const REPORT = fromRoot(".phm", "authz.jsonl");
const TESTS = ["services/gateway/test/authorisation.test.ts", "services/gateway/src/access/decide.test.ts"];

export async function run() {
  const { passed, tests, lines } = await measure();
  if (passed && lines.length !== 1) throw new Failure("The test of every route gave no figures.");
  const { routes = 0, visitors = 0, cases = 0 } = lines[0] ?? {};
  return { ok: passed && cases > 0 && cases === routes * visitors * 2, tests, routes, visitors, cases };
}

/** The test of every route writes its counts where it is told to. */
async function measure() {
  mkdirSync(fromRoot(".phm"), { recursive: true });
  rmSync(REPORT, { force: true });
  const jest = fromRoot("node_modules", "jest", "bin", "jest.js");
  const env = {
    ...process.env,
    PHM_AUTHZ_REPORT: REPORT,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  };
  const { code, all } = await capture(process.execPath, [jest, ...TESTS], { env });
  if (code !== 0) say(all);
  const text = existsSync(REPORT) ? readFileSync(REPORT, "utf8") : "";
  const lines = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { passed: code === 0, tests: Number(/^Tests:.* (\d+) passed/m.exec(all)?.[1] ?? 0), lines };
}
