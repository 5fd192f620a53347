const { cos, imul, log, PI, sqrt } = Math;

/** Uniform numbers from 0 to 1 by mulberry32 (T. Ettinger): 32 bits of state, the same sequence for the same seed on every machine. */
export function seededUniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Normal numbers, mean 0 and deviation 1, by Box and Muller. */
export function normalFrom(uniform: () => number): () => number {
  return () => sqrt(-2 * log(1 - uniform())) * cos(2 * PI * uniform());
}

/** A seed of its own for the `part`-th part of a seeded work. */
export function seedOfPart(seed: number, part: number): number {
  return imul(seed ^ imul(part + 1, 0x9e3779b1), 0x85ebca6b) | 0;
}

/** 0 to count - 1 in random order (Fisher and Yates). */
export function shuffled(count: number, uniform: () => number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = (uniform() * (i + 1)) | 0;
    const held = order[i] as number;
    order[i] = order[j] as number;
    order[j] = held;
  }
  return order;
}
