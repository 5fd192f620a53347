import type { QuietBound } from "../models/rul-model-document.js";
import type { Life } from "./life.js";

/**
 * The remaining life, blocks, that a quiet moment has with this confidence: the (1 - confidence) quantile over the quiet moments of the
 * lives, every life one vote. Nothing in a quiet signal makes it longer or shorter.
 */
export function quietBoundOf(lives: readonly Life[], confidence: number): QuietBound {
  const quiet = lives.map(({ moments }) => moments.filter(({ onset }) => !onset)).filter((moments) => moments.length > 0);
  const rows = quiet.flatMap((moments) => {
    const all = moments.reduce((sum, { blocks = 1 }) => sum + blocks, 0);
    return moments.map(({ remainingBlocks, blocks = 1 }) => ({ remainingBlocks, weight: blocks / all / quiet.length }));
  });
  rows.sort((a, b) => a.remainingBlocks - b.remainingBlocks);
  let mass = 0;
  const found = rows.find(({ weight }) => {
    mass += weight;
    return mass > 1 - confidence;
  });
  return { confidence, blocks: found?.remainingBlocks ?? 1, lives: quiet.length };
}
