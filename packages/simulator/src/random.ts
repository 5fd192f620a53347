import { GAUSSIAN_TABLE, GAUSSIAN_TABLE_BITS } from "./gaussian-table.js";

const INDEX_SHIFT = 32 - GAUSSIAN_TABLE_BITS;
const WARM_UP_DRAWS = 12;

/**
 * A seeded generator: `sfc32` (C. Doty-Humphrey, PractRand), period at least 2^32 and about 2^127 on average.
 * The same seed and stream give the same sequence on every machine; streams of one seed are independent in practice,
 * so that one acquisition can be made without those before it. Not for secrets.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed any safe integer. @param stream which of its sequences, 0 to 2^32 − 1. */
  constructor(seed: number, stream = 0) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    this.#c = stream | 0;
    for (let draw = 0; draw < WARM_UP_DRAWS; draw++) this.uint32();
  }

  /** Uniform on the integers 0 to 2^32 − 1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Uniform from `low` (included) to `high` (excluded). */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * (this.uint32() / 2 ** 32);
  }

  /** Standard normal: mean 0, variance 1, cut at ±4.33. */
  normal(): number {
    return GAUSSIAN_TABLE[this.uint32() >>> INDEX_SHIFT] as number;
  }
}
