// Whatever strikes while a bearing's life is delivered, the end is that of an undisturbed run: processes killed and suspended, links cut,
// a broker that loses its last seconds, full disks, wrong clocks. And a bug that loses messages is found out.
//   npm run check:faults                          each kind, in some runs
//   npm run check:faults -- --long                many runs of each, with random strikes; --seed N repeats them
//   npm run check:faults -- --only SIGSTOP        one kind
//   npm run check:faults -- --long --write        also writes the table of docs/reliability.md
import { fileURLToPath } from "node:url";
import { seededRandom } from "../../e2e/faults/chance.mjs";
import { distOf } from "../lib/dist.mjs";
import { writeFaultsSection } from "../lib/faults-section.mjs";
import { inLanes } from "../lib/in-lanes.mjs";
import { Failure, say } from "../lib/program.mjs";
import { fromRoot } from "../lib/root.mjs";
import { ensureNatsServer } from "../nats-server.mjs";

const DEFAULT_SEED = 1;
const PLANT = fileURLToPath(new URL("../../e2e/faults/plant.mjs", import.meta.url));
const PLANTED_BUG = "ack before work";
const PLANTED_KILLS = 10;
/** Whether a kill falls into the moment between ack and work is chance. */
const PLANTED_RUNS = 3;
/** Kinds that are tried side by side, each in suites of its own: much of a run is waiting. */
const LANES = 2;

export async function run(args) {
  const { long, seed, only, write } = optionsOf(args);
  process.env.PHM_NATS_SERVER = await ensureNatsServer();
  const [{ FAULT_KINDS }, { play }, { difference }, { shortLife, SHORT_LIFE_ACQUISITIONS: acquisitions }] = await Promise.all([
    import("../../e2e/faults/kinds/index.mjs"),
    import("../../e2e/faults/play.mjs"),
    import("../../e2e/faults/end-state.mjs"),
    import(distOf("packages/testkit")),
  ]);
  // What is asked for by name is played once at least.
  const runsOf = ({ shortRuns, longRuns }) => (long ? longRuns : Math.max(shortRuns, only === undefined ? 0 : 1));
  const kinds = FAULT_KINDS.filter((fault) => (only === undefined ? runsOf(fault) > 0 : fault.kind.startsWith(only)));
  if (kinds.length === 0) throw new Failure(`--only ${only} is none of ${FAULT_KINDS.map(({ kind }) => kind).join(", ")}`);
  say(`seed ${seed}`);
  const life = shortLife(seed);
  const { state: undisturbed } = await play(life, acquisitions);
  const isWhole = undisturbed.orders.length === 1 && undisturbed.features === acquisitions && undisturbed.damaged === 0;
  if (!isWhole) say(`the undisturbed run is not what it should be: ${JSON.stringify(undisturbed)}`);

  /** What is wrong after a scenario, in words; undefined where nothing is. */
  const wrongAfter = async (scenario) => {
    try {
      const { state, problems } = await play(life, acquisitions, scenario);
      return (
        [difference(state, undisturbed, scenario.promised), ...problems].filter((problem) => problem !== undefined).join("\n  ") ||
        undefined
      );
    } catch (error) {
      return String(error?.message ?? error);
    }
  };

  /** All runs of a kind, one after the other: it has numbers of its own, so that one alone is the same as among all. */
  const seenOf = async (fault) => {
    const reason = await fault.needs?.();
    if (reason !== undefined) say(`skipped: ${fault.kind}: ${reason}`);
    const runs = reason !== undefined ? 0 : runsOf(fault);
    const seen = { kind: fault.kind, runs, faults: 0, survived: 0, ...(reason === undefined ? {} : { skipped: reason }) };
    const random = seededRandom(seed * 1000 + FAULT_KINDS.indexOf(fault));
    for (let run = 0; run < runs; run++) {
      const scenario = fault.scenario(random, { long, run });
      seen.faults += Math.max(1, scenario.strikes.length);
      if (await survives(fault.kind, scenario, wrongAfter)) seen.survived++;
    }
    return seen;
  };
  const kindsSeen = await inLanes(
    LANES,
    kinds.map((fault) => () => seenOf(fault)),
  );
  const planted = only === undefined ? await plantedIsFound(wrongAfter, acquisitions) : undefined;
  const survivedAll = kindsSeen.every(({ runs, survived }) => runs === survived);
  const result = {
    ok: isWhole && survivedAll && planted !== false,
    seed,
    long,
    kinds: kindsSeen,
    ...(planted === undefined ? {} : { planted: PLANTED_BUG, plantedFound: planted }),
  };
  if (write) writeFaultsSection(fromRoot("docs", "reliability.md"), result);
  return result;
}

async function survives(kind, scenario, wrongAfter) {
  const started = performance.now();
  const problem = await wrongAfter(scenario);
  const strikes = scenario.strikes.map(({ name, after }) => `${name} after ${after}`).join(", ");
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  say(
    `${problem === undefined ? "survived" : "FAILED"}: ${kind}${strikes && `: ${strikes}`} (${seconds} s)${problem === undefined ? "" : `\n  ${problem}`}`,
  );
  return problem === undefined;
}

/** features acknowledges a message before it has done its work: killed often enough, it loses some. */
async function plantedIsFound(wrongAfter, acquisitions) {
  const { killed } = await import("../../e2e/faults/kinds/kill.mjs");
  const after = (i) => Math.floor(((i + 0.5) * acquisitions) / PLANTED_KILLS);
  const strikes = Array.from({ length: PLANTED_KILLS }, (_, i) => ({
    name: "features",
    after: after(i),
    strike: (world) => killed(world, "features"),
  }));
  const env = { NODE_OPTIONS: `--import ${PLANT}`, PHM_PLANTED_BUG: PLANTED_BUG };
  for (let run = 0; run < PLANTED_RUNS; run++) {
    const problem = await wrongAfter({ strikes, setUp: async () => ({ options: { env }, patienceMs: 5_000 }) });
    say(problem === undefined ? `not found: ${PLANTED_BUG}` : `found: ${PLANTED_BUG}: ${problem.slice(0, 200)}`);
    if (problem !== undefined) return true;
  }
  return false;
}

function optionsOf(args) {
  const valueAfter = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
  const known = new Set(["--long", "--write", "--seed", "--only", valueAfter("--seed"), valueAfter("--only")]);
  const unknown = args.find((argument) => !known.has(argument));
  if (unknown !== undefined) throw new Failure(`${unknown} is none of --long, --seed N, --only KIND, --write`);
  const seed = Number(valueAfter("--seed") ?? DEFAULT_SEED);
  if (!Number.isSafeInteger(seed)) throw new Failure(`--seed is ${valueAfter("--seed")}, it must be an integer`);
  return { long: args.includes("--long"), write: args.includes("--write"), seed, only: valueAfter("--only") };
}
