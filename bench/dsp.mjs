// The signal processing kernels: speed against FFTW and NumPy, two threads against one, allocation, and memory over many blocks.
// `-- dsp --json --blocks 1000000` runs the memory measure over a million blocks; the default takes some twenty seconds.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureAllocation } from "./dsp/allocation.mjs";
import { measureFeatures } from "./dsp/features.mjs";
import { measureFft } from "./dsp/fft.mjs";
import { measureMemory } from "./dsp/memory.mjs";
import { measureThreads } from "./dsp/threads.mjs";

const { values } = parseArgs({ options: { json: { type: "boolean" }, blocks: { type: "string", default: "20000" } } });
const blocks = Number(values.blocks);
if (!(Number.isInteger(blocks) && blocks >= 10_000))
  throw new RangeError(`--blocks is ${values.blocks}; it must be an integer of at least 10000`);

const scratch = mkdtempSync(join(tmpdir(), "phm-bench-"));
try {
  await measureFft(scratch);
  await measureFeatures(scratch);
  await measureThreads();
  await measureAllocation();
  measureMemory(blocks);
} finally {
  rmSync(scratch, { recursive: true });
}
