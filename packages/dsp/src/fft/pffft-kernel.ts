import { LengthCache } from "./length-cache.js";
import type { RealTransform } from "./real-transform.js";

const REAL = 0;
const FORWARD = 0;
const BACKWARD = 1;
const BYTES_PER_FLOAT = 4;
const PAGE_BYTES = 4096;
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

const NO_ARENA = { length: 0, block: 0, samples: 0, lines: 0, work: 0 };

/** Samples, lines and work area in the module's memory, shared by all lengths: each transform overwrites what the last one left. */
let arena = NO_ARENA;

/** A plan, and its length's views of the arena, which are made anew only when the memory has moved. */
class KernelTransform implements RealTransform {
  readonly setup: number;
  samples: Float32Array = new Float32Array(0);
  lines: Float32Array = new Float32Array(0);
  private attachedTo = NO_ARENA;

  constructor(private readonly length: number) {
    this.setup = allocated(pffft._pffft_new_setup(length, REAL), "a plan");
  }

  attach(): void {
    const { buffer } = pffft.HEAPF32;
    if (this.attachedTo === arena && this.samples.buffer === buffer) return;
    this.attachedTo = arena;
    this.samples = new Float32Array(buffer, arena.samples, this.length);
    this.lines = new Float32Array(buffer, arena.lines, this.length + 2);
  }

  forward(): void {
    pffft._pffft_transform_ordered(this.setup, arena.samples, arena.lines, arena.work, FORWARD);
    // The kernel packs the (real) line at Nyquist into the imaginary part of line 0.
    this.lines[this.length] = this.lines[1] as number;
    this.lines[this.length + 1] = 0;
    this.lines[1] = 0;
  }

  inverse(): void {
    this.lines[1] = this.lines[this.length] as number;
    pffft._pffft_transform_ordered(this.setup, arena.lines, arena.samples, arena.work, BACKWARD);
  }
}

const transforms = new LengthCache(
  (length) => new KernelTransform(length),
  ({ setup }) => pffft._pffft_destroy_setup(setup),
);

/** True for 2^a·3^b·5^c that is a multiple of 32: the lengths that the kernel transforms. */
export function isKernelLength(length: number): boolean {
  if (!Number.isInteger(length) || length < LENGTH_STEP || length % LENGTH_STEP !== 0) return false;
  let rest = length / LENGTH_STEP;
  while (rest % 2 === 0) rest /= 2;
  while (rest % 3 === 0) rest /= 3;
  while (rest % 5 === 0) rest /= 5;
  return rest === 1;
}

/** @param length one of the kernel's */
export function kernelTransform(length: number): RealTransform {
  const transform = transforms.get(length);
  if (length > arena.length) growArena(length);
  transform.attach();
  return transform;
}

/**
 * One block, with samples and work area at the start of a page and the lines in the middle of one: equal places within their pages
 * make loads wait for stores, which costs up to a tenth, and the allocator's own places change with what was allocated before.
 */
function growArena(length: number): void {
  if (arena.length > 0) pffft._pffft_aligned_free(arena.block);
  arena = NO_ARENA;
  const stride = pagesOf(length * BYTES_PER_FLOAT) + PAGE_BYTES;
  const block = allocated(pffft._pffft_aligned_malloc(3 * stride + PAGE_BYTES), "work memory");
  const samples = pagesOf(block);
  arena = { length, block, samples, lines: samples + stride + PAGE_BYTES / 2, work: samples + 2 * stride };
}

function pagesOf(bytes: number): number {
  return Math.ceil(bytes / PAGE_BYTES) * PAGE_BYTES;
}

function allocated(address: number, what: string): number {
  if (address === 0) throw new RangeError(`the FFT kernel could not allocate ${what}`);
  return address;
}
