import { waitFor } from "../../../packages/testkit/dist/index.js";

const SERVICES = ["ingest", "features", "predict", "workorders", "gateway"];

/** Every service is stopped in order and started again, one after the other, while the life is delivered: an upgrade. */
export const restart = {
  kind: "rolling restart",
  shortRuns: 1,
  longRuns: 4,
  scenario(_random, { run }) {
    return {
      strikes: SERVICES.map((target, i) => ({
        name: target,
        after: 12 + 26 * i + 3 * (run % 8),
        strike: (world) => restarted(world, target),
      })),
    };
  },
};

/** Ends a part in order; the supervisor starts it again. */
export async function restarted({ suite }, target) {
  const supervised = suite.process(target);
  const { pid } = supervised;
  if (pid !== undefined) process.kill(pid, "SIGTERM");
  return () =>
    waitFor(() => supervised.pid !== undefined && supervised.pid !== pid, { what: `${target} to be there again`, timeoutMs: 30_000 });
}
