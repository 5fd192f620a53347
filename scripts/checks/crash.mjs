// kill -9 of any process in the middle of a replay changes nothing in the end: the state equals that of an undisturbed run.
//   npm run check:crash              three kills of each process, a run for each
//   npm run check:crash -- --long    many, at random points, several in a run; --seed N repeats one
import { distOf } from "../lib/dist.mjs";
import { say } from "../lib/program.mjs";

const TARGETS = ["ingest", "features", "predict", "workorders", "gateway", "nats-server"];
/** Early, in the middle, and while the order is being made, in acquisitions answered. One kill alone too often finds nothing in hand. */
const KILL_RANGES = [
  [15, 45],
  [60, 90],
  [105, 135],
];
const LONG_RUNS = 40;
const LONG_KILLS_A_RUN = 5;

export async function run(args) {
  const long = args.includes("--long");
  const seed = Number(args[args.indexOf("--seed") + 1] || (long ? Date.now() % 1_000_000 : 1));
  const { shortLife, SHORT_LIFE_ACQUISITIONS, startTestSuite, waitFor } = await import(distOf("packages/testkit"));
  const random = seededRandom(seed);
  const life = shortLife(seed);
  const asset = life.config.ref.asset;
  say(`seed ${seed}`);

  /** Replays the life while killing; what a user sees in the end. */
  async function replay(kills) {
    const testSuite = await startTestSuite();
    try {
      const killed = [];
      const pending = [...kills].sort((a, b) => a.after - b.after);
      const counts = await testSuite.deliver(life, {
        onAnswered: (_acquisition, { accepted, duplicates, rejected }) => {
          while (pending.length > 0 && pending[0].after <= accepted + duplicates + rejected) {
            killed.push(kill(testSuite.suite.process(pending.shift().target)));
          }
        },
      });
      const came = () => killed.every(({ supervised, pid }) => supervised.pid !== undefined && supervised.pid !== pid);
      await waitFor(came, { what: "every process that was killed to be there again" });
      const features = (await testSuite.get(`/assets/${asset}/features/summary`)).count;
      const orders = (await testSuite.get(`/work-orders?asset=${asset}`)).items;
      const line = await testSuite.report(asset);
      return { answered: counts.accepted + counts.duplicates, features, orders, line };
    } finally {
      await testSuite.cleanup();
    }
  }

  const plans = long
    ? Array.from({ length: LONG_RUNS }, () =>
        Array.from({ length: LONG_KILLS_A_RUN }, () => ({
          target: pick(TARGETS, random),
          after: between(1, SHORT_LIFE_ACQUISITIONS - 1, random),
        })),
      )
    : TARGETS.map((target) => KILL_RANGES.map(([low, high]) => ({ target, after: between(low, high, random) })));

  const undisturbed = await replay([]);
  const isWhole = undisturbed.orders.length === 1 && undisturbed.features === SHORT_LIFE_ACQUISITIONS;
  if (!isWhole) say(`the undisturbed run is not what it should be: ${JSON.stringify(undisturbed)}`);
  let survived = 0;
  const kills = {};
  for (const plan of plans) {
    const name = plan.map(({ target, after }) => `${target} after ${after}`).join(", ");
    for (const { target } of plan) kills[target] = (kills[target] ?? 0) + 1;
    const started = performance.now();
    const problem = await difference(() => replay(plan), undisturbed);
    say(
      `${problem === undefined ? "survived" : "FAILED"}: kill -9 of ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)${problem === undefined ? "" : `\n  ${problem}`}`,
    );
    if (problem === undefined) survived++;
  }
  return { ok: isWhole && survived === plans.length, runs: plans.length, survived, kills, seed };
}

async function difference(replay, expected) {
  try {
    const found = await replay();
    const differing = Object.keys(expected).filter((key) => JSON.stringify(found[key]) !== JSON.stringify(expected[key]));
    return differing.length === 0
      ? undefined
      : differing.map((key) => `${key}: ${JSON.stringify(found[key])} instead of ${JSON.stringify(expected[key])}`).join("\n  ");
  } catch (error) {
    return String(error?.message ?? error);
  }
}

/** Kills a part and gives what was killed. One that is just being started again after an earlier kill is killed in its start, or not hit. */
function kill(supervised) {
  const { pid } = supervised;
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
  return { supervised, pid };
}

/** Mulberry32: the same seed gives the same kills. */
function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const between = (low, high, random) => low + Math.floor(random() * (high - low + 1));
const pick = (values, random) => values[Math.floor(random() * values.length)];
