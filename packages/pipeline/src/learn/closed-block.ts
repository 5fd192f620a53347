import type { LifeBlock } from "@phm/domain";
import { indicatorsOf } from "@phm/prognostics";
import type { Assessment } from "../assess.js";
import type { AssessmentState } from "../assessment-state.js";

/**
 * The block that this step has closed, with the health indicators at its end, as serving sees them; null where none was closed. What came
 * before the end of a life is only known when the end is, so every block is taken note of.
 */
export function closedBlock(before: AssessmentState, after: AssessmentState, { condition }: Assessment): LifeBlock | null {
  const { levelRatio, timeNs, onsetNs } = condition;
  const [earlier, indicators] = [before.trend.indicators, after.trend.indicators];
  if (levelRatio === null || !(levelRatio > 0) || earlier === null || indicators === null) return null;
  const { blockS } = indicators;
  if (blockS === null || indicators.blockStartNs === earlier.blockStartNs) return null;
  return { timeNs, blockS, blocks: 1, onset: onsetNs !== null, indicators: { ...indicatorsOf(indicators, levelRatio) } };
}
