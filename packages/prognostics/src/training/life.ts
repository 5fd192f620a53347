import type { HealthIndicators } from "../indicators/health-indicators.js";

/** One moment of a life whose end is known. */
export interface LifeMoment {
  readonly indicators: HealthIndicators;
  /** Time to the end, in blocks of this machine; above 0. */
  readonly remainingBlocks: number;
  /** Whether a rise of the level stood: only then a model speaks. */
  readonly onset: boolean;
}

/** A whole run to failure of one machine, from the start of monitoring to the end. */
export interface Life {
  readonly id: string;
  readonly moments: readonly LifeMoment[];
}

/** The last stretch of a life, blocks, which is all that a maintenance team can act on. */
const END_BLOCKS = 20;

/**
 * Weights of a life's moments; their sum is 1, so that every life has one vote however long it was. One half lies evenly on the whole
 * life, the other on its last 20 blocks: otherwise the quiet years would drown the hour that matters.
 */
export function momentWeights(life: Life): readonly number[] {
  const atEnd = life.moments.filter(({ remainingBlocks }) => remainingBlocks <= END_BLOCKS).length;
  const [evenly, end] = atEnd > 0 ? [0.5, 0.5] : [1, 0];
  return life.moments.map(({ remainingBlocks }) => evenly / life.moments.length + (remainingBlocks <= END_BLOCKS ? end / atEnd : 0));
}
