import type { TimeNs } from "@phm/domain";
import { secondsBetween, storedTime } from "@phm/domain";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { median } from "../numbers/order-statistics.js";
import type { LogLevels, TrendState } from "./trend-state.js";

/** Adds one row to the running window: the last `smoothingS`, and at least `smoothingAcquisitions`. */
export function observeLevels(state: TrendState, levels: LogLevels, timeNs: TimeNs, scale: MachineTimeScale): TrendState {
  const all = [...state.recent, { timeNs: storedTime(timeNs), levels }];
  const firstInTime = all.findIndex((row) => secondsBetween(BigInt(row.timeNs), timeNs) < scale.smoothingS);
  return { ...state, recent: all.slice(Math.max(0, Math.min(firstInTime, all.length - scale.smoothingAcquisitions))) };
}

/** Median level of each member over the running window; null where a member has too few readings in it. */
export function smoothedLevels({ members, recent }: TrendState, scale: MachineTimeScale): LogLevels {
  return members.map((_, member) => {
    const levels = recent.flatMap((row) => row.levels[member] ?? []);
    return levels.length < scale.smoothingAcquisitions ? null : median(levels);
  });
}

/** Whether the block under way is complete: one smoothing time and enough rows have passed since it began. */
export function isBlockComplete({ blockStartNs, blockCount }: TrendState, timeNs: TimeNs, scale: MachineTimeScale): boolean {
  if (blockStartNs === null || blockCount < scale.smoothingAcquisitions) return false;
  return secondsBetween(BigInt(blockStartNs), timeNs) >= scale.smoothingS;
}

/** Counts a row into the block under way, or begins one. */
export function countIntoBlock(state: TrendState, timeNs: TimeNs, scale: MachineTimeScale): TrendState {
  const blockStartNs = state.blockStartNs ?? storedTime(timeNs);
  return { ...state, blockStartNs, blockCount: Math.min(state.blockCount + 1, scale.smoothingAcquisitions) };
}

/** Keeps the smoothed levels as the newest block, the last `referenceBlocks` in all, and begins the next block. */
export function closeBlock(state: TrendState, levels: LogLevels, scale: MachineTimeScale): TrendState {
  return { ...state, blocks: [...state.blocks, levels].slice(-scale.referenceBlocks), blockStartNs: null, blockCount: 0 };
}
