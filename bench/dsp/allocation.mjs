import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { reportLimit } from "./limit-line.mjs";

/** A young generation that all calls of a measurement fit into, so that nothing is collected while it counts. */
const YOUNG_GENERATION_MB = 512;

/** No buffer fits into this: it is room for numbers that a function hands back, which JavaScript puts on the heap, 16 bytes each. */
const MAX_BYTES_A_RESULT = 96;

/** Bytes that each kernel allocates per call beyond its result, in a heap that is large enough never to be collected meanwhile. */
export async function measureAllocation() {
  const worker = new Worker(new URL("./allocation-worker.mjs", import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  const [measures] = await once(worker, "message");
  await worker.terminate();
  for (const { kernel, bytes, results } of measures) {
    const limit = results * MAX_BYTES_A_RESULT;
    reportLimit({ measure: `allocation of ${kernel} beyond its result`, value: bytes, unit: "bytes/call", limit });
  }
}
