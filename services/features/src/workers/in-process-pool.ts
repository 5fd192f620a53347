import { ServiceError } from "@phm/service-kit";
import type { ComputePool } from "./compute-pool.js";
import { failureOf, serviceErrorOf } from "./failure.js";
import { type TaskName, type Tasks, work } from "./tasks.js";

/** The work in the calling thread: for tests from source, and for machines with one core. */
export class InProcessPool implements ComputePool {
  #closed = false;

  async run<Name extends TaskName>(name: Name, input: Tasks[Name]["input"]): Promise<Tasks[Name]["result"]> {
    if (this.#closed) throw new ServiceError("unavailable", "the service is stopping");
    try {
      return work(name, input);
    } catch (error) {
      throw serviceErrorOf(failureOf(error));
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}
