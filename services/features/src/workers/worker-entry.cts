// What the thread pool loads. A pool `require`s its file before it tries to `import` it, and Node reports a module that fails to load
// both ways as a fault of its own; this file can be required, and then says what went wrong.
import type { TaskMessage } from "./thread-messages.js";

const worker = import("./compute-worker.js");

module.exports = async (message: TaskMessage): Promise<unknown> => (await worker).default(message);
