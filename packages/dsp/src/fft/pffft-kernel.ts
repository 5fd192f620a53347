import { LengthCache } from "./length-cache.js";

const REAL = 0;
const FORWARD = 0;
const BACKWARD = 1;
const BYTES_PER_FLOAT = 4;
/** SSE-shaped SIMD handles a real transform in blocks of 32. The plain build keeps the same rule, so that the path does not depend on it. */
const LENGTH_STEP = 32;

/**
 * Instantiated once, while this module loads: whoever imports the package can transform at once, without an async step of
 * its own. In Node the package reads its .wasm with its own `fs` call; in a browser it fetches it beside its script.
 */
const pffft = await loadPffft();

async function loadPffft() {
  try {
    return await (await import("@echogarden/pffft-wasm/simd")).default();
  } catch {
    return await (await import("@echogarden/pffft-wasm")).default();
  }
}

const setups = new LengthCache(
  (length) => allocated(pffft._pffft_new_setup(length, REAL), "a plan"),
  (setup) => pffft._pffft_destroy_setup(setup),
);

/** Input, output and work area in the module's memory, shared by all lengths: each transform overwrites what it reads. */
let arena = { length: 0, input: 0, output: 0, work: 0 };

/** True for 2^a·3^b·5^c that is a multiple of 32: the lengths that the kernel transforms. */
export function isKernelLength(length: number): boolean {
  if (!Number.isInteger(length) || length < LENGTH_STEP || length % LENGTH_STEP !== 0) return false;
  let rest = length / LENGTH_STEP;
  for (const factor of [2, 3, 5]) while (rest % factor === 0) rest /= factor;
  return rest === 1;
}

/** `spectrum` receives re, im of lines 0 to n/2, unscaled. */
export function kernelForward(samples: Float32Array, spectrum: Float32Array): void {
  const length = samples.length;
  const setup = prepare(length);
  pffft.HEAPF32.set(samples, arena.input / BYTES_PER_FLOAT);
  pffft._pffft_transform_ordered(setup, arena.input, arena.output, arena.work, FORWARD);
  const output = arena.output / BYTES_PER_FLOAT;
  spectrum.set(pffft.HEAPF32.subarray(output, output + length));
  // The kernel packs the (real) line at Nyquist into the imaginary part of line 0.
  spectrum[length] = spectrum[1] as number;
  spectrum[length + 1] = 0;
  spectrum[1] = 0;
}

/** The inverse of {@link kernelForward}, scaled so that the two together change nothing. */
export function kernelInverse(spectrum: Float32Array, samples: Float32Array): void {
  const length = samples.length;
  const setup = prepare(length);
  const input = arena.input / BYTES_PER_FLOAT;
  pffft.HEAPF32.set(spectrum.subarray(0, length), input);
  pffft.HEAPF32[input + 1] = spectrum[length] as number;
  pffft._pffft_transform_ordered(setup, arena.input, arena.output, arena.work, BACKWARD);
  const output = arena.output / BYTES_PER_FLOAT;
  const heap = pffft.HEAPF32;
  for (let i = 0; i < length; i++) samples[i] = (heap[output + i] as number) / length;
}

function prepare(length: number): number {
  if (length > arena.length) growArena(length);
  return setups.get(length);
}

function growArena(length: number): void {
  if (arena.length > 0) for (const address of [arena.input, arena.output, arena.work]) pffft._pffft_aligned_free(address);
  arena = { length: 0, input: 0, output: 0, work: 0 };
  const [input, output, work] = [0, 0, 0].map(() => allocated(pffft._pffft_aligned_malloc(length * BYTES_PER_FLOAT), "work memory"));
  arena = { length, input: input as number, output: output as number, work: work as number };
}

function allocated(address: number, what: string): number {
  if (address === 0) throw new RangeError(`the FFT kernel could not allocate ${what}`);
  return address;
}
