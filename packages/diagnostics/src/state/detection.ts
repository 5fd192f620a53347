import type { PointId, Zone } from "@phm/domain";
import { storedTime, type TimeNs } from "@phm/domain";
import { type LatchState, RELEASED } from "./latch.js";
import type { OperatingState } from "./operating-states.js";
import { NEVER_RUN, type RunningPace } from "./running-pace.js";

/** What state detection remembers of an asset. Plain JSON, some kilobytes at most. */
export interface DetectionState {
  /** What is normal in each operating state, the present one first. */
  readonly states: readonly OperatingState[];
  readonly pace: RunningPace;
  /** Acquisitions since the level dropped to that of a standing machine. */
  readonly droppedCount: number;
  /** The latest ratio and loudest point of a standing rise: they stand when an acquisition cannot be judged. */
  readonly standing: { readonly ratio: number; readonly point: PointId } | null;
  /** The level over its trailing reference: held at the lower and at the upper limit. */
  readonly alert: LatchState;
  readonly alarm: LatchState;
  /** Absolute limits. */
  readonly isoAlarm: LatchState;
  readonly zoneD: LatchState;
  /** Second evidence: all figures together against the quiet baseline, and the CUSUM of the level against the learnt one. */
  readonly changed: LatchState;
  readonly cusum: number;
  /** Whether second evidence has been seen for the rise, and for the ISO alarm, that stand. */
  readonly riseConfirmed: boolean;
  readonly isoConfirmed: boolean;
  /** Acquisitions up to this time are of the machine before its repair; stored time. */
  readonly learnFromNs: string | null;
}

export const NO_DETECTION: DetectionState = {
  states: [],
  pace: NEVER_RUN,
  droppedCount: 0,
  standing: null,
  alert: RELEASED,
  alarm: RELEASED,
  isoAlarm: RELEASED,
  zoneD: RELEASED,
  changed: RELEASED,
  cusum: 0,
  riseConfirmed: false,
  isoConfirmed: false,
  learnFromNs: null,
};

/**
 * A repaired machine is another machine: everything that was learnt of it is forgotten, standing rises with it, and learning starts with
 * the first acquisition after the repair.
 * @param atNs time of the repair in the machine's own time base: acquisitions that start up to then are not judged any more
 */
export function relearn(atNs: TimeNs): DetectionState {
  return { ...NO_DETECTION, learnFromNs: storedTime(atNs) };
}

/**
 * The same machine on another scale: what was learnt of its levels is not comparable with what comes, so its references are learnt anew.
 * How it runs, up to when it was repaired and a stated limit that it stands over are kept.
 */
export function relearnLevels({ pace, zoneD, learnFromNs }: DetectionState): DetectionState {
  return { ...NO_DETECTION, pace, zoneD, learnFromNs };
}

/** What one acquisition says about the level. */
export interface Detection {
  /** Smoothed level over its reference in this operating state; null while learning, at standstill or without a sound accelerometer. */
  readonly levelRatio: number | null;
  /** The standing rise as last seen, also when this acquisition could not be judged. */
  readonly standing: { readonly ratio: number; readonly point: PointId } | null;
  readonly zone: Zone | null;
  readonly zoneValue: number | null;
  readonly zoneLimit: number | null;
  readonly zonePoint: PointId | null;
  /** The rise or the ISO alarm has been held, and second evidence speaks for it. */
  readonly alert: boolean;
  readonly alarm: boolean;
  readonly zoneD: boolean;
  /** The vibration that stands over its ISO ALARM setting, in the unit of its point; null where none does. */
  readonly isoAlarm: { readonly point: PointId; readonly value: number; readonly limit: number } | null;
  /** Standard deviations of all figures together from the quiet baseline; null while there is none. */
  readonly changeDistance: number | null;
  /** First instant of the standing rise, stored time. */
  readonly onsetNs: string | null;
  /** A rise that stands or is being held: what a trend may be fitted to. */
  readonly rising: boolean;
  readonly muted: boolean;
  /** Whether this operating state is still being learnt. */
  readonly learning: boolean;
}
