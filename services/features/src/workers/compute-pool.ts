import type { TaskName, Tasks } from "./tasks.js";

/** Does the work that costs time, on other threads where there are any. */
export interface ComputePool {
  /**
   * @throws ServiceError what the task threw, the same with and without threads; `internal` when the task has ended a worker in which it
   *   was alone, so that no message can bring down one worker after the other; `unavailable`, retryable, when the pool closes meanwhile
   */
  run<Name extends TaskName>(name: Name, input: Tasks[Name]["input"]): Promise<Tasks[Name]["result"]>;
  /** Ends the threads; tasks in hand are given up. Idempotent. */
  close(): Promise<void>;
}
