import type { AssetConfig, FeatureVector, TimeNs } from "@phm/domain";
import type { MachineZone } from "../machine/iso-20816-zones.js";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { isAtStandstill } from "../machine/operating-state.js";
import { soundForLevel } from "../sensors/sensor-watch.js";
import { judgeIsoAlarm, judgeZone, standingIsoAlarm } from "./absolute-limits.js";
import type { Detection, DetectionState } from "./detection.js";
import { type IsoSeverity, isoSeverity } from "./iso-severity.js";
import { settled } from "./latch.js";
import { learn } from "./learnt-baseline.js";
import { matchingState, operatingPointOf } from "./operating-point.js";
import { enterState, type OperatingState } from "./operating-states.js";
import { addQuietBlock } from "./quiet-baseline.js";
import { isRising, judgeRise } from "./rise.js";
import { keepPace } from "./running-pace.js";
import { stepEvidence } from "./second-evidence.js";
import { type StateVector, stateVector } from "./state-vector.js";
import { advanceBlock, forgetRecent, NO_TRAILING_LEVEL, observeLevel, quietestLevel, smoothedLevel } from "./trailing-level.js";
import { type VibrationLevel, vibrationLevel } from "./vibration-level.js";

/** A level below this share of the quietest reference is a machine that stands still. */
const STANDSTILL_SHARE = 0.2;
/** A drop that lasts this many blocks is the new normal, not a stop. */
const NEW_NORMAL_BLOCKS = 60;

/** What one acquisition can be judged by. */
interface Seen {
  readonly features: FeatureVector;
  readonly scale: MachineTimeScale;
  readonly iso: IsoSeverity | null;
}

/** The quietest reference that a level may be so far below that the machine must stand: of its own state, or of any where no speed is stated. */
function standstillReference(state: DetectionState, features: FeatureVector, scale: MachineTimeScale): number | null {
  const own = matchingState(state.states, operatingPointOf(features));
  if (own) return own.frozenReference ?? quietestLevel(own.trailing, scale);
  if (features.speedRpm !== undefined) return null;
  const known = state.states.flatMap(({ trailing }) => quietestLevel(trailing, scale) ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

/** Restart or new normal: what of the memory still applies before the level is judged. */
function admit(before: DetectionState, { features, scale }: Seen): DetectionState {
  const isNewNormal = before.droppedCount >= NEW_NORMAL_BLOCKS * scale.smoothingAcquisitions && !before.alert.active;
  const { pace, restarted } = keepPace(before.pace, features.startTimeNs, scale);
  const [present, ...others] = enterState(before.states, operatingPointOf(features), scale);
  const entered = isNewNormal && present ? [{ ...present, trailing: NO_TRAILING_LEVEL, quiet: [] }, ...others] : [present, ...others];
  const state = { ...before, droppedCount: 0, pace, states: entered as readonly OperatingState[] };
  if (!restarted) return state;
  const forget = (each: OperatingState) => ({ ...each, trailing: forgetRecent(each.trailing) });
  return { ...state, states: state.states.map(forget), alert: settled(state.alert), alarm: settled(state.alarm) };
}

/** Takes the level into the present operating state: running window, blocks, and with each closed block the baselines. */
function learnLevel(state: DetectionState, level: number, x: StateVector, { features, scale, iso }: Seen): DetectionState {
  const [before, ...others] = state.states;
  if (!before) return state;
  let present: OperatingState = { ...before, trailing: observeLevel(before.trailing, level, features.startTimeNs, scale) };
  // A state that is first seen while a rise stands would learn the fault as its normal.
  const isLearning = state.pace.mutedUntilNs === null && !(state.alert.active && present.frozenReference === null);
  if (isLearning) present = { ...present, trailing: advanceBlock(present.trailing, features.startTimeNs, scale) };
  const isBlockClosed = isLearning && present.trailing.blocks !== before.trailing.blocks;
  if (isBlockClosed && !isRising(state)) {
    const sample = { level: x[0] ?? Math.log(level), severity: iso && Number(iso.severity.toPrecision(4)) };
    present = { ...present, quiet: addQuietBlock(present.quiet, x, scale), learnt: learn(present.learnt, sample) };
  }
  return { ...state, states: [present, ...others] };
}

/** Judges one level of a machine that runs. */
function judgeLevel(before: DetectionState, level: VibrationLevel, seen: Seen) {
  const { features, scale } = seen;
  const x = stateVector(features);
  const admitted = admit(before, seen);
  // Before this acquisition is learnt: nothing is compared with itself.
  const evidence = stepEvidence(admitted, x, features.startTimeNs, scale);
  let state = learnLevel(evidence.state, level.level, x, seen);
  state = judgeIsoAlarm(state, seen.iso, features, scale);
  const [present] = state.states;
  const smoothed = present ? smoothedLevel(present.trailing, scale) : null;
  const reference = present ? (present.frozenReference ?? (state.alert.active ? null : quietestLevel(present.trailing, scale))) : null;
  if (smoothed === null || reference === null) return { state, levelRatio: null, distance: evidence.distance };
  const levelRatio = smoothed / reference;
  state = judgeRise(state, levelRatio, features, scale);
  const standing = state.alert.active ? { ratio: levelRatio, point: level.loudestPoint } : null;
  return { state: { ...state, standing }, levelRatio, distance: evidence.distance };
}

/** Whether a time is of the machine before its last repair. */
export function isBeforeRepair({ learnFromNs }: Pick<DetectionState, "learnFromNs">, timeNs: TimeNs): boolean {
  return learnFromNs !== null && timeNs <= BigInt(learnFromNs);
}

/**
 * State detection for one acquisition: operating state, level, reference, rise, change, zone. Levels are only compared within one
 * operating state: a change of speed or load is not a fault, and a state not seen before is learnt first.
 * The caller guarantees that acquisitions come in time order.
 */
export function detect(
  before: DetectionState,
  features: FeatureVector,
  config: AssetConfig,
  scale: MachineTimeScale,
): [DetectionState, Detection] {
  if (isBeforeRepair(before, features.startTimeNs)) return [before, detectionOf(before, null, null, null, null, scale)];
  const zoned = judgeZone(before, features, config, scale);
  const iso = isoSeverity(features, config);
  const isJudged = !isAtStandstill(features, config) && soundForLevel(features, isRising(before));
  const level = isJudged ? vibrationLevel(features) : null;
  if (level === null || !(level.level > 0)) return [zoned.state, detectionOf(zoned.state, null, null, zoned.zone, iso, scale)];
  const reference = standstillReference(zoned.state, features, scale);
  const stands = reference !== null && level.level < STANDSTILL_SHARE * reference;
  if (stands && before.droppedCount < NEW_NORMAL_BLOCKS * scale.smoothingAcquisitions) {
    const state = { ...zoned.state, droppedCount: before.droppedCount + 1 };
    return [state, detectionOf(state, null, null, zoned.zone, iso, scale)];
  }
  const { state, levelRatio, distance } = judgeLevel(zoned.state, level, { features, scale, iso });
  return [state, detectionOf(state, levelRatio, distance, zoned.zone, iso, scale)];
}

function detectionOf(
  state: DetectionState,
  levelRatio: number | null,
  changeDistance: number | null,
  zone: MachineZone | null,
  iso: IsoSeverity | null,
  scale: MachineTimeScale,
): Detection {
  const rise = state.alert.active && state.riseConfirmed;
  return {
    levelRatio,
    standing: state.standing,
    zone: zone?.zone ?? null,
    zoneValue: zone?.value ?? null,
    zoneLimit: zone?.limit ?? null,
    zonePoint: zone?.point ?? null,
    alert: rise || (state.isoAlarm.active && state.isoConfirmed),
    alarm: rise && state.alarm.active,
    zoneD: state.zoneD.active,
    isoAlarm: standingIsoAlarm(state, iso),
    changeDistance,
    onsetNs: rise ? state.alert.sinceNs : null,
    rising: isRising(state),
    muted: state.pace.mutedUntilNs !== null,
    learning: (state.states[0]?.trailing.blocks.length ?? 0) < scale.learningBlocks,
  };
}
