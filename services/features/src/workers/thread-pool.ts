import { fileURLToPath } from "node:url";
import { ServiceError } from "@phm/service-kit";
import { Piscina } from "piscina";
import type { WorkerMetrics } from "../metrics.js";
import type { ComputePool } from "./compute-pool.js";
import { serviceErrorOf } from "./failure.js";
import type { TaskName, Tasks } from "./tasks.js";
import { buffersIn, type Outcome, type TaskMessage } from "./thread-messages.js";

/** As built: a thread loads JavaScript, also where this module itself is run from source. */
export const COMPUTE_WORKER = fileURLToPath(new URL("../../dist/workers/worker-entry.cjs", import.meta.url));

/**
 * A thread has its next tasks before it has answered the last one, so that it does not stand still while the thread that serves waits
 * for the disk.
 */
const TASKS_PER_WORKER = 4;
/**
 * What a task leaves behind fits in the young generation, where it is cheap to clear away. Threads wait in their event loop: blocked
 * on `Atomics.wait`, as is the default, they took 7 % fewer tasks.
 */
const THREAD_OPTIONS = { atomics: "disabled", resourceLimits: { maxYoungGenerationSizeMb: 96 } } as const;

/**
 * A fixed number of threads; who waits is served in order. A thread that ends is replaced. With it end the tasks that it had, of which
 * one is at fault and the others are not: each is tried again alone in a thread, and who ends that one too is given up.
 */
export class ThreadPool implements ComputePool {
  readonly #threads: Piscina<TaskMessage, Outcome>;
  /** Of tasks that are tried alone, a pool of one thread each: a pool forgets what waits behind a task that ends its only thread. */
  readonly #alone = new Set<Piscina<TaskMessage, Outcome>>();
  #closed: Promise<unknown> | undefined;

  /** @param file compiled module whose default export takes a `TaskMessage` and gives an `Outcome` */
  constructor(
    private readonly file: string,
    workers: number,
    private readonly metrics: WorkerMetrics,
  ) {
    this.#threads = this.#open(workers, TASKS_PER_WORKER);
    metrics.watch(() => ({ workers: this.#threads.threads.length, waiting: this.#threads.queueSize }));
  }

  /** Resolves when a thread has loaded and answered. @throws what loading it throws: better here than with every message */
  async ready(): Promise<void> {
    await this.#threads.run({ name: "ready", input: {} });
  }

  async run<Name extends TaskName>(name: Name, input: Tasks[Name]["input"]): Promise<Tasks[Name]["result"]> {
    const first = await this.#attempt(this.#threads, name, input);
    const outcome = "crash" in first ? await this.#attemptAlone(name, input) : first;
    if ("result" in outcome) return outcome.result;
    if ("failure" in outcome) throw serviceErrorOf(outcome.failure);
    throw new ServiceError("internal", `the task ${name} ended its worker thread`, { reason: "worker_crashed", cause: outcome.crash });
  }

  async close(): Promise<void> {
    this.#closed ??= Promise.all([this.#threads, ...this.#alone].map((pool) => pool.destroy()));
    await this.#closed;
  }

  #open(threads: number, concurrentTasksPerWorker: number): Piscina<TaskMessage, Outcome> {
    const size = { minThreads: threads, maxThreads: threads, concurrentTasksPerWorker };
    const pool = new Piscina<TaskMessage, Outcome>({ filename: this.file, recordTiming: false, ...size, ...THREAD_OPTIONS });
    // Without a listener, a thread that fails while it has no task would end the process.
    return pool.on("error", () => this.metrics.crashed());
  }

  async #attemptAlone(name: TaskName, input: Tasks[TaskName]["input"]): Promise<Outcome | { readonly crash: unknown }> {
    const thread = this.#open(1, 1);
    this.#alone.add(thread);
    try {
      return await this.#attempt(thread, name, input);
    } finally {
      this.#alone.delete(thread);
      await thread.destroy();
    }
  }

  /** Only what befalls the thread comes as a crash: failures of the work are outcomes. @throws ServiceError when the pool closes */
  async #attempt(
    pool: Piscina<TaskMessage, Outcome>,
    name: TaskName,
    input: Tasks[TaskName]["input"],
  ): Promise<Outcome | { readonly crash: unknown }> {
    if (this.#closed) throw new ServiceError("unavailable", "the service is stopping");
    // Copies are handed over: the originals are needed for another attempt, and for the dead letter.
    const message: TaskMessage = { name, input: withOwnBytes(input) };
    try {
      return await pool.run(message, { transferList: buffersIn(message) });
    } catch (crash) {
      if (this.#closed) throw new ServiceError("unavailable", "the service is stopping", { cause: crash });
      this.metrics.crashed();
      return { crash };
    }
  }
}

function withOwnBytes<I extends Tasks[TaskName]["input"]>(input: I): I {
  return "payload" in input ? { ...input, payload: new Uint8Array(input.payload) } : input;
}
