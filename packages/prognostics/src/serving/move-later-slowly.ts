/** Most by which a median may grow in one block. */
const GROWTH_PER_BLOCK = 0.2;
/**
 * Keeps a due date from jumping: evidence for an earlier end passes at once, evidence for a later one lets the
 * median grow by at most 20 % a block.
 * @param previousS the median of last time; `elapsedS` the time since; both in seconds, as all others
 */
export function moveLaterSlowly(rawS: number, previousS: number, elapsedS: number, blockS: number): number {
  return Math.min(rawS, previousS * (1 + GROWTH_PER_BLOCK) ** Math.max(elapsedS / blockS, 0));
}
