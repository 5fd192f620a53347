import type { AssetConfig, FeatureVector, PointId, Zone } from "@phm/domain";
import { addSeconds, secondsBetween, storedTime } from "@phm/domain";
import { machineZone } from "../machine/iso-20816-zones.js";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { isAtStandstill, isSpeedChanged } from "../machine/operating-state.js";
import { soundForLevel } from "../sensors/sensor-watch.js";
import { type LatchState, observe, RELEASED, settled, stepLatch } from "./latch.js";
import {
  advanceBlock,
  forgetRecent,
  NO_TRAILING_LEVEL,
  observeLevel,
  quietestLevel,
  smoothedLevel,
  type TrailingLevelState,
  usualIntervalS,
} from "./trailing-level.js";
import { vibrationLevel } from "./vibration-level.js";

/** Level over its reference from which a rise counts as onset and alert; found on run-to-failure tests, like the urgent one. */
export const ALERT_RATIO = 2;
/** Level over its reference from which a rise is urgent: alarm. */
export const ALARM_RATIO = 2.5;
/** A rise is over when the ratio is below this share of the limit that it crossed. */
const RELEASE_SHARE = 0.8;
/** A level below this share of the quietest reference is a machine that stands still. */
const STANDSTILL_SHARE = 0.2;
/** A drop that lasts this many blocks is the new normal, not a stop. */
const NEW_NORMAL_BLOCKS = 60;

/** What state detection remembers of an asset. Plain JSON, a few kilobytes at most. */
export interface DetectionState {
  readonly trailing: TrailingLevelState;
  readonly lastRunningNs: string | null;
  readonly mutedUntilNs: string | null;
  readonly referenceSpeedRpm: number | null;
  /** Acquisitions since the level dropped to that of a standing machine. */
  readonly droppedCount: number;
  /** The reference that a standing rise is measured against, frozen at onset. */
  readonly frozenReference: number | null;
  /** The latest ratio and loudest point of a standing rise: they stand when an acquisition cannot be judged. */
  readonly standing: { readonly ratio: number; readonly point: PointId } | null;
  readonly alert: LatchState;
  readonly alarm: LatchState;
  readonly zoneD: LatchState;
}

export const NO_DETECTION: DetectionState = {
  trailing: NO_TRAILING_LEVEL,
  lastRunningNs: null,
  mutedUntilNs: null,
  referenceSpeedRpm: null,
  droppedCount: 0,
  frozenReference: null,
  standing: null,
  alert: RELEASED,
  alarm: RELEASED,
  zoneD: RELEASED,
};

/** What one acquisition says about the level. */
export interface Detection {
  /** Smoothed level over its reference; null while learning, at standstill or without a sound accelerometer. */
  readonly levelRatio: number | null;
  /** The standing rise as last seen, also when this acquisition could not be judged. */
  readonly standing: { readonly ratio: number; readonly point: PointId } | null;
  readonly zone: Zone | null;
  readonly zoneValue: number | null;
  readonly zoneLimit: number | null;
  readonly zonePoint: PointId | null;
  readonly alert: boolean;
  readonly alarm: boolean;
  readonly zoneD: boolean;
  /** First instant of the standing rise, stored time. */
  readonly onsetNs: string | null;
  /** A rise that stands or is being held: what a trend may be fitted to. */
  readonly rising: boolean;
  readonly muted: boolean;
}

/** Restart, change of speed or new normal: decides what of the memory still applies before the level is judged. */
function admit(state: DetectionState, features: FeatureVector, scale: MachineTimeScale): DetectionState {
  const timeNs = features.startTimeNs;
  let next = state;
  const intervalS = usualIntervalS(state.trailing);
  if (state.lastRunningNs !== null && intervalS !== null) {
    const silenceS = secondsBetween(BigInt(state.lastRunningNs), timeNs);
    if (silenceS > Math.max(scale.gapS, scale.gapIntervals * intervalS)) {
      const muteS = Math.max(scale.muteS, scale.muteIntervals * intervalS);
      next = {
        ...next,
        trailing: forgetRecent(next.trailing),
        mutedUntilNs: storedTime(addSeconds(timeNs, muteS)),
        alert: settled(next.alert),
        alarm: settled(next.alarm),
      };
    }
  }
  if (next.mutedUntilNs !== null && timeNs >= BigInt(next.mutedUntilNs)) next = { ...next, mutedUntilNs: null };
  if (!next.alert.active && isSpeedChanged(features.speedRpm, next.referenceSpeedRpm)) next = { ...next, trailing: NO_TRAILING_LEVEL };
  if (!next.alert.active && features.speedRpm !== undefined && (next.trailing.blocks.length === 0 || next.referenceSpeedRpm === null)) {
    next = { ...next, referenceSpeedRpm: features.speedRpm };
  }
  return { ...next, lastRunningNs: storedTime(timeNs) };
}

/** Steps the two rise latches by the ratio; a rise in the muted time after a restart does not count. */
function judge(state: DetectionState, ratio: number, features: FeatureVector, scale: MachineTimeScale): DetectionState {
  const delays = { ...scale, holdCount: scale.holdAcquisitions, releaseCount: scale.releaseAcquisitions };
  const muted = state.mutedUntilNs !== null && !state.alert.active;
  const seen = (limit: number) => {
    const observation = observe(ratio, limit, limit * RELEASE_SHARE);
    return muted && observation === "on" ? ("between" as const) : observation;
  };
  const alert = stepLatch(state.alert, seen(ALERT_RATIO), features.startTimeNs, delays);
  const alarm = stepLatch(state.alarm, seen(ALARM_RATIO), features.startTimeNs, delays);
  const frozenReference = alert.active ? (state.frozenReference ?? quietestLevel(state.trailing, scale)) : null;
  return { ...state, alert, alarm, frozenReference };
}

function withZone(state: DetectionState, features: FeatureVector, config: AssetConfig, scale: MachineTimeScale) {
  const zone = machineZone(features, config);
  if (zone === null) return { state, zone };
  const delays = { ...scale, holdCount: scale.holdAcquisitions, releaseCount: scale.releaseAcquisitions };
  const zoneD = stepLatch(state.zoneD, zone.zone === "D" ? "on" : "off", features.startTimeNs, delays);
  return { state: { ...state, zoneD }, zone };
}

/** The level against its reference, or null with the memory that a standing, muted or unsound machine leaves. */
function levelOf(state: DetectionState, features: FeatureVector, config: AssetConfig, scale: MachineTimeScale) {
  const rising = state.alert.active || state.alert.changingNs !== null;
  const found = isAtStandstill(features, config) || !soundForLevel(features, rising) ? null : vibrationLevel(features);
  if (found === null || !(found.level > 0)) return null;
  const quietest = quietestLevel(state.trailing, scale);
  const stands = quietest !== null && found.level < STANDSTILL_SHARE * quietest;
  if (stands && state.droppedCount < NEW_NORMAL_BLOCKS * scale.smoothingAcquisitions) return { ...found, stands: true };
  return { ...found, stands: false };
}

/**
 * State detection for one acquisition: level, reference, rise, zone.
 * The caller guarantees that acquisitions come in time order.
 */
export function detect(
  before: DetectionState,
  features: FeatureVector,
  config: AssetConfig,
  scale: MachineTimeScale,
): [DetectionState, Detection] {
  const zoned = withZone(before, features, config, scale);
  let state: DetectionState = zoned.state;
  let levelRatio: number | null = null;
  const level = levelOf(state, features, config, scale);
  const otherSpeed = state.alert.active && isSpeedChanged(features.speedRpm, state.referenceSpeedRpm);
  if (level?.stands) {
    state = { ...state, droppedCount: state.droppedCount + 1 };
  } else if (level && !otherSpeed) {
    const relearn = state.droppedCount >= NEW_NORMAL_BLOCKS * scale.smoothingAcquisitions && !state.alert.active;
    state = admit({ ...state, droppedCount: 0, trailing: relearn ? NO_TRAILING_LEVEL : state.trailing }, features, scale);
    let trailing = observeLevel(state.trailing, level.level, features.startTimeNs, scale);
    if (state.mutedUntilNs === null) trailing = advanceBlock(trailing, features.startTimeNs, scale);
    state = { ...state, trailing };
    const smoothed = smoothedLevel(trailing, scale);
    const reference = state.frozenReference ?? quietestLevel(trailing, scale);
    if (smoothed !== null && reference !== null) {
      levelRatio = smoothed / reference;
      state = judge(state, levelRatio, features, scale);
      state = { ...state, standing: state.alert.active ? { ratio: levelRatio, point: level.loudestPoint } : null };
    }
  }
  return [state, detectionOf(state, levelRatio, zoned.zone)];
}

function detectionOf(state: DetectionState, levelRatio: number | null, zone: ReturnType<typeof machineZone>): Detection {
  return {
    levelRatio,
    standing: state.standing,
    zone: zone?.zone ?? null,
    zoneValue: zone?.value ?? null,
    zoneLimit: zone?.limit ?? null,
    zonePoint: zone?.point ?? null,
    alert: state.alert.active,
    alarm: state.alarm.active,
    zoneD: state.zoneD.active,
    onsetNs: state.alert.active ? state.alert.sinceNs : null,
    rising: state.alert.active || state.alert.changingNs !== null,
    muted: state.mutedUntilNs !== null,
  };
}
