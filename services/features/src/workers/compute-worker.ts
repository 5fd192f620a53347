import { failureOf } from "./failure.js";
import { type TaskName, type Tasks, work } from "./tasks.js";
import type { Outcome, TaskMessage } from "./thread-messages.js";
import { warmUp } from "./warm-up.js";

warmUp();

/**
 * Entry of a worker thread: one task in, its outcome out. Never throws. The outcome is copied, its buffers are not handed over: once a
 * thread has given a buffer away, V8 (its "array buffer detaching protector") looks at each access to any typed array whether the
 * array is still there, which costs the computation a quarter of its speed.
 */
export default function run({ name, input }: TaskMessage): Outcome {
  return outcomeOf(name, input);
}

function outcomeOf<Name extends TaskName>(name: Name, input: Tasks[Name]["input"]): Outcome {
  try {
    return { result: work(name, input) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}
