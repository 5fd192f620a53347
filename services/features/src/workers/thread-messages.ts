import type { Failure } from "./failure.js";
import type { TaskName, Tasks } from "./tasks.js";

/** A task on its way to a worker. */
export interface TaskMessage {
  readonly name: TaskName;
  readonly input: Tasks[TaskName]["input"];
}

/** A task on its way back. */
export type Outcome = { readonly result: Tasks[TaskName]["result"] } | { readonly failure: Failure };

/** The buffers of the byte and number arrays in a message that are the message's own, to be handed over to the other thread. */
export function buffersIn(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(message, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== "object" || value === null) return;
  if (ArrayBuffer.isView(value)) {
    // A view of a part of a larger buffer is copied: the rest belongs to somebody else.
    const { buffer, byteLength } = value;
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) found.add(buffer);
  } else {
    for (const part of Object.values(value)) collect(part, found);
  }
}
