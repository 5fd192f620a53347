import type { HealthIndicators } from "../indicators/health-indicators.js";

/** One moment of a life whose end is known. */
export interface LifeMoment {
  readonly indicators: HealthIndicators;
  /** Time to the end, in blocks of this machine; above 0. */
  readonly remainingBlocks: number;
  /** Whether a rise of the level stood: only then a model speaks. */
  readonly onset: boolean;
  /** How many closed blocks it stands for, a whole number; left out: 1. Older stretches of a long life are kept thinned. */
  readonly blocks?: number;
}

/** A whole run to failure of one machine, from the start of monitoring to the end. */
export interface Life {
  readonly id: string;
  /** The physical machine, where it may have had several lives; left out: one that had only this life. */
  readonly machine?: string;
  readonly moments: readonly LifeMoment[];
}

/** The last stretch of a life, blocks, which is all that a maintenance team can act on. */
const END_BLOCKS = 20;

/** The lives of other machines: what may be learnt from before this one is judged, as lives of one machine are alike. */
export function livesOfOthers(lives: readonly Life[], life: Life): readonly Life[] {
  return lives.filter((other) => other !== life && (life.machine === undefined || other.machine !== life.machine));
}

const blocksOf = (moments: readonly LifeMoment[]): number => moments.reduce((sum, { blocks = 1 }) => sum + blocks, 0);

/**
 * Weights of a life's moments; their sum is 1, so that every life has one vote however long it was. One half lies evenly on the whole
 * life, the other on its last 20 blocks: otherwise the quiet years would drown the hour that matters.
 */
export function momentWeights({ moments }: Life): readonly number[] {
  const isAtEnd = ({ remainingBlocks }: LifeMoment) => remainingBlocks <= END_BLOCKS;
  const [all, atEnd] = [blocksOf(moments), blocksOf(moments.filter(isAtEnd))];
  const [evenly, end] = atEnd > 0 ? [0.5, 0.5] : [1, 0];
  return moments.map((moment) => (moment.blocks ?? 1) * (evenly / all + (isAtEnd(moment) ? end / atEnd : 0)));
}
