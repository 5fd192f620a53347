import { between, pick } from "../chance.mjs";

const TARGETS = ["ingest", "features", "predict", "workorders", "nats-server"];
/** The lease of predict in these runs: it is asleep for longer than that, and than the broker's ack wait of 5 s. */
const LEASE = "2s";
const LONG_MS = 6_500;
const SHORT_MS = [300, 1_500];

/** SIGSTOP and SIGCONT: a process that believes that no time has passed. */
export const suspend = {
  kind: "SIGSTOP",
  shortRuns: 1,
  longRuns: 12,
  scenario(random, { long }) {
    const set = long ? Array.from({ length: 5 }, () => pick(TARGETS, random)) : TARGETS;
    const strikes = set.map((target, i) => {
      const forMs = target === "predict" ? LONG_MS : between(...SHORT_MS, random);
      return {
        name: `${target} for ${forMs} ms`,
        after: 10 + 26 * i + between(0, 20, random),
        forMs,
        strike: (world) => suspended(world, target),
      };
    });
    return { strikes, setUp: async () => ({ options: { env: { PHM_LEASE: LEASE } } }) };
  },
};

async function suspended({ suite }, target) {
  const { pid } = suite.process(target);
  process.kill(pid, "SIGSTOP");
  return async () => void process.kill(pid, "SIGCONT");
}
