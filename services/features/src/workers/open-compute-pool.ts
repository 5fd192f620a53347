import type { WorkerMetrics } from "../metrics.js";
import type { ComputePool } from "./compute-pool.js";
import { InProcessPool } from "./in-process-pool.js";
import { COMPUTE_WORKER, ThreadPool } from "./thread-pool.js";

/** @param workers threads; 0 does the work in the thread that calls. @throws what a thread that cannot load throws */
export async function openComputePool(workers: number, metrics: WorkerMetrics): Promise<ComputePool> {
  if (workers === 0) return new InProcessPool();
  const threads = new ThreadPool(COMPUTE_WORKER, workers, metrics);
  try {
    await threads.ready();
    return threads;
  } catch (error) {
    await threads.close();
    throw error;
  }
}
