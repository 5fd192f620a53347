import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { report, sideBySide } from "../lib/measure.mjs";

/** Blocks that a worker takes at a time: some milliseconds of work, so that its message costs nothing beside it. */
const BATCH = 20;

/**
 * The feature computation in two worker threads against one; each has its own instance of the kernel. Batches go to whichever worker is
 * free, as in the service, so that the one that the machine holds up for a moment does not hold up the other.
 */
export async function measureThreads() {
  const workers = [0, 1].map(() => new Worker(new URL("./feature-worker.mjs", import.meta.url)));
  for (const worker of workers) await computeOn([worker], 1000);
  let turn = 0;
  const rates = await sideBySide({
    count: 1000,
    repetitions: 11,
    candidate: (count) => computeOn(workers, count),
    reference: (count) => computeOn([workers[turn++ % 2]], count),
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

async function computeOn(workers, blocks) {
  let left = blocks;
  const work = async (worker) => {
    while (left > 0) {
      const batch = Math.min(BATCH, left);
      left -= batch;
      worker.postMessage(batch);
      await once(worker, "message");
    }
  };
  await Promise.all(workers.map(work));
}
