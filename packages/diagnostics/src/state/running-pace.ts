import type { TimeNs } from "@phm/domain";
import { addSeconds, secondsBetween, storedTime } from "@phm/domain";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { median } from "../numbers/order-statistics.js";

/** Intervals that the usual one is the median of. */
const MAX_INTERVALS = 5;
const MIN_INTERVALS = 2;

/** When the machine ran last, how often it is looked at, and until when a rise is muted after a restart. Plain JSON. */
export interface RunningPace {
  readonly lastRunningNs: string | null;
  /** Distances of the latest acquisitions, seconds, within one run. */
  readonly intervalsS: readonly number[];
  readonly mutedUntilNs: string | null;
}

export const NEVER_RUN: RunningPace = { lastRunningNs: null, intervalsS: [], mutedUntilNs: null };

/**
 * Steps the pace by one running acquisition. `restarted` where the silence before it was a stop: longer than the scale's gap and than ten
 * usual intervals. A machine that has restarted warms up: no rise is judged for a while.
 */
export function keepPace(pace: RunningPace, timeNs: TimeNs, scale: MachineTimeScale): { pace: RunningPace; restarted: boolean } {
  const lastRunningNs = storedTime(timeNs);
  if (pace.lastRunningNs === null) return { pace: { ...pace, lastRunningNs }, restarted: false };
  const intervalS = secondsBetween(BigInt(pace.lastRunningNs), timeNs);
  const usualS = pace.intervalsS.length < MIN_INTERVALS ? null : median(pace.intervalsS);
  if (usualS !== null && intervalS > Math.max(scale.gapS, scale.gapIntervals * usualS)) {
    const muteS = Math.max(scale.muteS, scale.muteIntervals * usualS);
    return { pace: { lastRunningNs, intervalsS: [], mutedUntilNs: storedTime(addSeconds(timeNs, muteS)) }, restarted: true };
  }
  const isMuted = pace.mutedUntilNs !== null && timeNs < BigInt(pace.mutedUntilNs);
  const intervalsS = [...pace.intervalsS, intervalS].slice(-MAX_INTERVALS);
  return { pace: { lastRunningNs, intervalsS, mutedUntilNs: isMuted ? pace.mutedUntilNs : null }, restarted: false };
}
