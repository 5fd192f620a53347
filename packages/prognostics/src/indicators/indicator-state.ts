import { type MachineTimeScale, median } from "@phm/diagnostics";
import type { TimeNs } from "@phm/domain";
import { secondsBetween, storedTime } from "@phm/domain";
import type { HealthIndicators } from "./health-indicators.js";

/** Distances between observations that the usual one is the median of. */
const INTERVALS = 9;
const PEAK_BLOCKS = 10;
const GROWTH_BLOCKS = 5;

/** What the indicators remember: at most some ten blocks. Plain JSON. */
export interface IndicatorState {
  readonly lastNs: string;
  /** Usual distances of observations, seconds, latest last. */
  readonly intervalsS: readonly number[];
  /** Length of one block of this machine, seconds; null until two observations have come. */
  readonly blockS: number | null;
  readonly blockStartNs: string;
  /** ln(ratio) at the end of each past block, latest last. */
  readonly blocks: readonly number[];
}

const lnOf = (ratio: number): number => Math.log(Math.max(ratio, 1));

/** Adds one judged level. @param ratio level over its reference, above 0 */
export function observeIndicators(before: IndicatorState | null, ratio: number, timeNs: TimeNs, scale: MachineTimeScale): IndicatorState {
  const now = storedTime(timeNs);
  if (before === null) return { lastNs: now, intervalsS: [], blockS: null, blockStartNs: now, blocks: [] };
  const intervalS = secondsBetween(BigInt(before.lastNs), timeNs);
  const intervalsS = [...before.intervalsS, intervalS].slice(-INTERVALS);
  const blockS = Math.max(scale.smoothingS, scale.smoothingAcquisitions * median([...intervalsS]));
  const state = { ...before, lastNs: now, intervalsS, blockS };
  if (secondsBetween(BigInt(state.blockStartNs), timeNs) < blockS) return state;
  return { ...state, blockStartNs: now, blocks: [...state.blocks, lnOf(ratio)].slice(-PEAK_BLOCKS) };
}

/** The indicators at the latest observation. */
export function indicatorsOf(state: IndicatorState, ratio: number): HealthIndicators {
  const lnRatio = lnOf(ratio);
  const earlier = state.blocks[state.blocks.length - GROWTH_BLOCKS] ?? state.blocks[0] ?? lnRatio;
  return { lnRatio, lnPeakRatio: Math.max(lnRatio, ...state.blocks), lnGrowth: Math.max(0, lnRatio - earlier) };
}
