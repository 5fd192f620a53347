import { move, transferableSymbol, valueSymbol } from "piscina";
import { failureOf } from "./failure.js";
import { type TaskName, type Tasks, work } from "./tasks.js";
import { buffersIn, type Outcome, type TaskMessage } from "./thread-messages.js";

/** Entry of a worker thread: one task in, its outcome out, with its buffers handed over and not copied. Never throws. */
export default function run({ name, input }: TaskMessage): unknown {
  const outcome = outcomeOf(name, input);
  return move({ [transferableSymbol]: buffersIn(outcome), [valueSymbol]: outcome } as unknown as Parameters<typeof move>[0]);
}

function outcomeOf<Name extends TaskName>(name: Name, input: Tasks[Name]["input"]): Outcome {
  try {
    return { result: work(name, input) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}
