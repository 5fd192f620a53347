import type { TimeNs } from "@phm/domain";
import { secondsBetween, storedTime } from "@phm/domain";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { median } from "../numbers/order-statistics.js";

/** Most acquisitions that one smoothing window holds; denser data use the latest ones. */
const MAX_RECENT = 64;

/** Decimal figures of a level that are kept: far below its scatter, and half the room. */
const FIGURES = 6;

const shortened = (value: number): number => Number(value.toPrecision(FIGURES));

/** The running median of the level and the levels of the past blocks. Plain JSON. */
export interface TrailingLevelState {
  readonly recent: readonly { readonly timeNs: string; readonly level: number }[];
  /** Levels of past blocks, oldest first. */
  readonly blocks: readonly number[];
  readonly blockStartNs: string | null;
  readonly blockCount: number;
}

export const NO_TRAILING_LEVEL: TrailingLevelState = { recent: [], blocks: [], blockStartNs: null, blockCount: 0 };

/** Adds one level to the running window: the last `smoothingS`, and at least `smoothingAcquisitions`. */
export function observeLevel(state: TrailingLevelState, level: number, timeNs: TimeNs, scale: MachineTimeScale): TrailingLevelState {
  const all = [...state.recent, { timeNs: storedTime(timeNs), level: shortened(level) }];
  const firstInTime = all.findIndex((entry) => secondsBetween(BigInt(entry.timeNs), timeNs) < scale.smoothingS);
  const first = Math.max(0, all.length - MAX_RECENT, Math.min(firstInTime, all.length - scale.smoothingAcquisitions));
  return { ...state, recent: all.slice(first) };
}

/** Median level of the running window; null while it is not filled. */
export function smoothedLevel(state: TrailingLevelState, scale: MachineTimeScale): number | null {
  return state.recent.length < scale.smoothingAcquisitions ? null : median(state.recent.map((entry) => entry.level));
}

/**
 * Closes a block when a smoothing time of the clock has ended and enough acquisitions have come, and keeps the last
 * `referenceBlocks`. Blocks end where multiples of the smoothing time end, not so long after the first acquisition: when
 * monitoring began must not decide which medians are compared.
 */
export function advanceBlock(state: TrailingLevelState, timeNs: TimeNs, scale: MachineTimeScale): TrailingLevelState {
  if (state.blockStartNs === null) return { ...state, blockStartNs: storedTime(timeNs), blockCount: 1 };
  const blockCount = Math.min(state.blockCount + 1, scale.smoothingAcquisitions);
  const hasEnded = smoothingTimesUntil(timeNs, scale) > smoothingTimesUntil(BigInt(state.blockStartNs), scale);
  const level = smoothedLevel(state, scale);
  if (!hasEnded || blockCount < scale.smoothingAcquisitions || level === null) return { ...state, blockCount };
  return {
    ...state,
    blocks: [...state.blocks, shortened(level)].slice(-scale.referenceBlocks),
    blockStartNs: storedTime(timeNs),
    blockCount: 0,
  };
}

function smoothingTimesUntil(timeNs: TimeNs, { smoothingS }: MachineTimeScale): bigint {
  return timeNs / BigInt(Math.round(smoothingS * 1e9));
}

/** The quietest block of the trailing window; null while learning. */
export function quietestLevel(state: TrailingLevelState, scale: MachineTimeScale): number | null {
  if (state.blocks.length < scale.learningBlocks) return null;
  const quietest = Math.min(...state.blocks);
  return quietest > 0 ? quietest : null;
}

/** Forgets the running window after a stop, keeps the reference. */
export function forgetRecent(state: TrailingLevelState): TrailingLevelState {
  return { ...NO_TRAILING_LEVEL, blocks: state.blocks };
}

/** Keeps of the running window what is needed to go on when the machine comes back to this operating state. */
export function trimRecent(state: TrailingLevelState, scale: MachineTimeScale): TrailingLevelState {
  return { ...state, recent: state.recent.slice(-scale.smoothingAcquisitions) };
}
