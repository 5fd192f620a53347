import type { Life } from "../src/index.js";

/** Uniform numbers from 0 to 1. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/**
 * Lives whose level rises exponentially towards a random failure level once an onset has come: near the end the level tells how much is
 * left, before it says nothing.
 */
export function syntheticLives(count: number, seed: number): Life[] {
  const random = uniform(seed);
  return Array.from({ length: count }, (_, i) => {
    const quietBlocks = 50 + 200 * random();
    const wearBlocks = 5 + 10 * random();
    const failureLn = 1.5 + 0.6 * random();
    const total = quietBlocks + wearBlocks;
    const moments = Array.from({ length: Math.floor(total) }, (_unused, block) => {
      const remainingBlocks = total - block;
      const wearing = remainingBlocks < wearBlocks;
      const lnRatio = Math.max(0, (wearing ? failureLn * (1 - remainingBlocks / wearBlocks) : 0) + 0.05 * (random() - 0.5));
      return {
        remainingBlocks,
        onset: lnRatio > Math.LN2,
        indicators: { lnRatio, lnPeakRatio: lnRatio, lnGrowth: wearing ? lnRatio / 2 : 0 },
      };
    });
    return { id: `life-${i}`, moments };
  });
}
