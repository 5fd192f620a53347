import { waitFor } from "../../../packages/testkit/dist/index.js";
import { between, pick } from "../chance.mjs";

const TARGETS = ["ingest", "features", "predict", "workorders", "gateway"];
/** Early, in the middle, and while the order is being made. */
const RANGES = [
  [15, 45],
  [60, 90],
  [105, 135],
];
const LONG_KILLS_A_RUN = 6;

/** kill -9 of a service: nothing is written down, nothing is handed over. */
export const kill = {
  kind: "kill -9 of a service",
  shortRuns: 2,
  longRuns: 36,
  scenario(random, { long, run }) {
    // In the short form every part is killed once in each third of the life, two or three a run.
    const strikes = long
      ? Array.from({ length: LONG_KILLS_A_RUN }, () => [pick(TARGETS, random), between(1, 148, random)])
      : TARGETS.slice(3 * run, 3 * run + 3).flatMap((target, i) =>
          RANGES.map(([low, high]) => [target, between(low + 8 * i, high + 8 * i, random)]),
        );
    return { strikes: strikes.map(([target, after]) => ({ name: target, after, strike: (world) => killed(world, target) })) };
  },
};

/**
 * kill -9 of the broker, at level `database`: nats-server 2.9 now and then comes back without the last message that it had acknowledged, and
 * gives its number to the next one, which its readers then believe to have had. What it lost is put back, and may come late to predict.
 */
export const killBroker = {
  kind: "kill -9 of the broker",
  shortRuns: 1,
  longRuns: 12,
  scenario: (random) => ({
    strikes: RANGES.map(([low, high]) => ({
      name: "nats-server",
      after: between(low, high, random),
      strike: (world) => killed(world, "nats-server"),
    })),
    setUp: async () => ({ options: { env: { PHM_DURABILITY: "database" } } }),
    promised: KEPT_AT_DATABASE,
    afterwards: oneOrder,
  }),
};

/** What level `database` promises of a broker that has lost something. */
export const KEPT_AT_DATABASE = ["answered", "features", "waveforms", "damaged", "missing", "evidence"];

export async function oneOrder({ get }) {
  const { items } = await get("/work-orders?standing=true");
  return items.length === 1 ? [] : [`${items.length} orders stand`];
}

/** Kills a part; it is there again, as another process, before the life is looked at. */
export async function killed({ suite }, target) {
  const supervised = suite.process(target);
  const { pid } = supervised;
  try {
    if (pid !== undefined) process.kill(pid, "SIGKILL");
  } catch (error) {
    // It is just being started again after an earlier kill.
    if (error.code !== "ESRCH") throw error;
  }
  return () =>
    waitFor(() => supervised.pid !== undefined && supervised.pid !== pid, { what: `${target} to be there again`, timeoutMs: 30_000 });
}
