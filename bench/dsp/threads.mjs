import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { report, sideBySide } from "../lib/measure.mjs";

/** The feature computation in two worker threads against one; each has its own instance of the kernel. */
export async function measureThreads() {
  const workers = [0, 1].map(() => new Worker(new URL("./feature-worker.mjs", import.meta.url)));
  const compute = async (worker, count) => {
    worker.postMessage(count);
    await once(worker, "message");
  };
  for (const worker of workers) await compute(worker, 200);
  const rates = await sideBySide({
    count: 200,
    repetitions: 15,
    candidate: (count) => Promise.all(workers.map((worker) => compute(worker, count / 2))),
    reference: (count) => compute(workers[0], count),
  });
  await Promise.all(workers.map((worker) => worker.terminate()));
  report({
    bench: "dsp",
    measure: "features of core-v1, 25,600 samples, two worker threads",
    unit: "blocks/s",
    reference: "one worker thread",
    goal: 1.8,
    ...rates,
  });
}
