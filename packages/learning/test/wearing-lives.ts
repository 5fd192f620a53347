import type { Life } from "@phm/prognostics";
import { normalFrom, seededUniform } from "../src/net/seeded-random.js";

const BLOCKS = 120;
const WEARING = 30;

/** Lives whose level rises over their last 30 blocks, under noise. */
export function wearingLives(count: number, seed: number): Life[] {
  const normal = normalFrom(seededUniform(seed));
  return Array.from({ length: count }, (_, i) => ({
    id: `life ${i}`,
    moments: Array.from({ length: BLOCKS }, (_, block) => {
      const remainingBlocks = BLOCKS - block;
      const lnRatio = Math.max(0, (WEARING - remainingBlocks) / 10 + 0.1 * normal());
      return { indicators: { lnRatio, lnPeakRatio: lnRatio, lnGrowth: 0 }, remainingBlocks, onset: lnRatio > 0.7 };
    }),
  }));
}
