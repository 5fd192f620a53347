// The features service (pull, compute, store, publish, ack) against a loop that only pulls, computes and acks, both with as many worker
// threads, on a real broker. `--minutes N` lets the service run for N minutes under load and tells throughput and memory.
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { drainRate, openLoad, startProgram } from "./lib/features-load.mjs";
import { freePort, heapMiB } from "./lib/heap-of-service.mjs";
import { median, report } from "./lib/measure.mjs";
import { soak } from "./lib/soak.mjs";

/** Enough that what V8 compiles in the first seconds is a small part of it. */
const COUNT = 1500;
const REPETITIONS = 5;
const GOAL = 0.7;
const REFERENCE = "pull, compute and ack alone";
const WORKERS = String(availableParallelism());
const SERVICE = fileURLToPath(new URL("../services/features/dist/main.js", import.meta.url));
const BARE_LOOP = fileURLToPath(new URL("./lib/bare-loop.mjs", import.meta.url));

const startService = async (url) => {
  const opsPort = await freePort();
  const env = { NATS_URL: url, PHM_FEATURES_WORKERS: WORKERS, PHM_GRPC_PORT: "0", PHM_HTTP_PORT: String(opsPort) };
  return { ...startProgram(SERVICE, env), heapMiB: () => heapMiB(opsPort) };
};
const startBareLoop = (url) => startProgram(BARE_LOOP, { NATS_URL: url, PHM_FEATURES_WORKERS: WORKERS });

const minutes = minutesOf(process.argv);
const load = await openLoad();
try {
  const rates = { service: [], bare: [] };
  for (let i = 0; i < REPETITIONS; i++) {
    rates.service.push(await drainRate(load, COUNT, startService));
    rates.bare.push(await drainRate(load, COUNT, startBareLoop));
  }
  report({
    bench: "features-service",
    measure: `3 channels of 25,600 samples, ${WORKERS} workers`,
    unit: "acquisitions/s",
    value: median(rates.service),
    reference: REFERENCE,
    referenceValue: median(rates.bare),
    goal: GOAL,
  });
  if (minutes) await soak(load, { candidate: startService, reference: startBareLoop, minutes, goal: GOAL, name: REFERENCE });
} finally {
  await load.close();
}

/** @throws when `--minutes` has no number */
function minutesOf(args) {
  const at = args.indexOf("--minutes");
  if (at < 0) return undefined;
  const minutes = Number(args[at + 1]);
  if (minutes > 0) return minutes;
  throw new Error("--minutes needs a number above 0");
}
