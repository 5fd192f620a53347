// Work orders, stock, plans and rounds keep their promises under random sequences of events, by processes that are killed between any two
// of their writes and publications; each planted fault is reported; the whole story of a bearing runs.
// Recorded work orders beside the project, where they are, can be read by the mappings that come with it.
//   npm run check:maintenance                 some hundred sequences
//   npm run check:maintenance -- --long       some thousand; --seed N repeats one
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { capture } from "../lib/child.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { ensureNatsServer } from "../nats-server.mjs";

const PHM = fromRoot("cli", "dist", "main.js");
const REPORT = fromRoot(".phm", "maintenance.jsonl");
const RUNS = 200;
const LONG_RUNS = 3_000;
/** Of orders as pure functions; of the service with its store; of stock, plans and rounds; the whole story. */
const TESTS = [
  "packages/advisory/src/work-order",
  "services/workorders/test/maintenance",
  "packages/advisory/src/parts",
  "services/workorders/test/parts",
  "packages/advisory/src/plans",
  "services/workorders/test/plans",
  "packages/advisory/src/inspection",
  "services/workorders/test/inspection",
  "e2e/maintenance-story.test.ts",
];
/** Each has a fault planted that breaks it. */
const PROMISES = [
  "one open order",
  "legal transitions",
  "history complete",
  "closing needs a verdict",
  "outbox",
  "stock never negative",
  "stock adds up",
];

/** Files of recorded work orders, and the mapping of each. */
const FILES = fromRoot("..", "shared", "data", "work-orders");
const MAPPINGS = {
  "assetops_all_wo_with_code_component_events.csv.gz": "assetops-work-orders",
  "assetops_event.csv.gz": "assetops-events",
  "azure_PdM_failures.csv.gz": "azure-pdm-failures",
  "azure_PdM_maint.csv.gz": "azure-pdm-maintenance",
  "uwa_work_orders.csv.gz": "uwa-mining-work-orders",
};

export async function run(args) {
  const long = args.includes("--long");
  const at = args.indexOf("--seed");
  const seed = at < 0 ? undefined : args[at + 1];
  const { lines, passed, tests } = await measure(long ? LONG_RUNS : RUNS, seed);
  const sequences = lines.find(({ test }) => test === "sequences");
  const killed = lines.find(({ test }) => test === "killed");
  if (!sequences || !killed) throw new Failure("The tests of sequences gave no figures.");

  const planted = lines.filter(({ test }) => test === "planted");
  const unreported = planted.filter(({ reported }) => !reported);
  for (const { name } of unreported) say(`not reported: ${name}`);
  const unproven = PROMISES.filter((promise) => !planted.some(({ breaks }) => breaks === promise));
  for (const promise of unproven) say(`${promise}: no planted fault breaks it`);

  const files = await readFiles();
  const unread = files.filter(({ taken }) => taken === 0);
  for (const { file } of unread) say(`${file}: no row can be taken`);

  return {
    ok: passed && unreported.length + unproven.length + unread.length === 0,
    ...{ tests, sequences: sequences.sequences, deeds: sequences.deeds, orders: sequences.orders, events: sequences.events },
    ...{ kills: sequences.kills, processesKilled: killed.kills, seeds: [sequences.seed, killed.seed] },
    ...{ planted: planted.length, plantedNotReported: unreported.length },
    files,
  };
}

/** The tests write their figures where they are told to. */
async function measure(runs, seed) {
  mkdirSync(fromRoot(".phm"), { recursive: true });
  rmSync(REPORT, { force: true });
  const jest = fromRoot("node_modules", "jest", "bin", "jest.js");
  const env = {
    ...process.env,
    PHM_NATS_SERVER: await ensureNatsServer(),
    PHM_MAINTENANCE_REPORT: REPORT,
    PHM_MAINTENANCE_RUNS: String(runs),
    ...(seed === undefined ? {} : { PHM_TEST_SEED: seed }),
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --disable-warning=ExperimentalWarning`.trim(),
  };
  const { code, all } = await capture(process.execPath, [jest, ...TESTS], { env });
  if (code !== 0) say(all);
  const tests = Number(/^Tests:.* (\d+) passed/m.exec(all)?.[1] ?? 0);
  const text = existsSync(REPORT) ? readFileSync(REPORT, "utf8") : "";
  const lines = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { lines, passed: code === 0, tests };
}

/** What of each file could be taken, by the report of `phm exchange check`. */
async function readFiles() {
  const known = Object.entries(MAPPINGS).filter(([file]) => existsSync(join(FILES, file)));
  if (known.length === 0) say("Skipped: no recorded work orders beside the project.");
  return Promise.all(
    known.map(async ([file, mapping]) => {
      const { stdout } = await capture(process.execPath, [PHM, "exchange", "check", join(FILES, file), "--mapping", mapping, "--json"]);
      const { rows, taken, passedOver, refused, refusedByReason } = JSON.parse(stdout);
      return { file, rows, taken, passedOver, refused, refusedByReason };
    }),
  );
}
