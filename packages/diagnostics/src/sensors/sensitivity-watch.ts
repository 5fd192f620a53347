import type { AssetConfig, ChannelFeatures, FeatureVector, PointId, SensorFault } from "@phm/domain";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { isAtStandstill } from "../machine/operating-state.js";
import type { DetectionState } from "../state/detection.js";
import { comparableOperation, type OperatingPoint, operatingPointOf } from "../state/operating-point.js";
import { keepPace } from "../state/running-pace.js";
import { carriesLevel, LEVEL_BANDS } from "../state/vibration-level.js";
import { AFTER_STEP, BEFORE_STEP, LEAST_STEP_FACTOR, type ScaleRow, sensitivityStep } from "./sensitivity-step.js";

/** Accelerometers watched at a time: bounds the state. */
const MAX_WATCHED = 6;
/** Figures that follow the sensitivity. */
const LEVELS: readonly string[] = [...LEVEL_BANDS, "envelopeRms", "rms"];
const SHAPE: readonly string[] = ["crest", "kurtosis"];

/** What is remembered of one accelerometer. Plain JSON, about a kilobyte. */
interface WatchedScale {
  readonly point: PointId;
  readonly at: OperatingPoint;
  /** The figures that there are, in this order. */
  readonly names: readonly string[];
  /** The latest acquisitions, oldest first: hundredths of ln, which is 1 %. */
  readonly rows: readonly (readonly number[])[];
  /** The factor, up or down, that its sensitivity is suspected to have changed by; null while nothing is suspected. */
  readonly suspectedFactor: number | null;
}

/**
 * Whether the accelerometers still measure on the scale that the machine's references were learnt on. `stands` where a rise stood when
 * the step came: then no reference can be learnt anew, and the suspicion stays until a repair or swap is told.
 */
export interface SensitivityState {
  readonly stands: boolean;
  readonly watched: readonly WatchedScale[];
}

export const NO_SENSITIVITY: SensitivityState = { stands: false, watched: [] };

const isSuspected = ({ suspectedFactor }: WatchedScale): boolean => suspectedFactor !== null;

/** Whether any accelerometer is suspected to measure on another scale than before. */
export function suspectsSensitivity({ watched }: SensitivityState): boolean {
  return watched.some(isSuspected);
}

function rowOf(rows: readonly number[], levels: number): ScaleRow {
  const ln = rows.map((hundredths) => hundredths / 100);
  return { levels: ln.slice(0, levels), shape: ln.slice(levels) };
}

function observe(before: WatchedScale | undefined, channel: ChannelFeatures, at: OperatingPoint): WatchedScale {
  const present = (name: string) => (channel.values[name] ?? 0) > 0;
  const levels = LEVELS.filter(present);
  const names = [...levels, ...SHAPE.filter(present)];
  const row = names.map((name) => Math.round(100 * Math.log(channel.values[name] as number)));
  const isComparable = before && before.names.join() === names.join() && comparableOperation([before.at], at) !== undefined;
  const rows = [...(isComparable ? before.rows : []), row].slice(-BEFORE_STEP - AFTER_STEP);
  const factor = sensitivityStep(rows.map((each) => rowOf(each, levels.length)));
  const kept = { point: channel.point, at: isComparable ? before.at : at, names };
  // After a step only what was measured since then is comparable with what comes.
  return factor === null
    ? { ...kept, rows, suspectedFactor: before?.suspectedFactor ?? null }
    : { ...kept, rows: rows.slice(-AFTER_STEP), suspectedFactor: factor };
}

/** A machine that stands or warms up is not compared with one that runs. */
function isComparableRun(features: FeatureVector, config: AssetConfig, detection: DetectionState, scale: MachineTimeScale): boolean {
  const { pace } = keepPace(detection.pace, features.startTimeNs, scale);
  return !isAtStandstill(features, config) && detection.droppedCount === 0 && pace.mutedUntilNs === null;
}

/**
 * Follows the scale of each accelerometer: a sensor that was swapped without notice for a more sensitive one looks like a rise, a less
 * sensitive one like a recovery.
 * @param detection what state detection knows before this acquisition
 * @returns `stepped`: in this acquisition a step has become plain (see `sensitivityStep`)
 */
export function watchSensitivity(
  state: SensitivityState,
  features: FeatureVector,
  config: AssetConfig,
  detection: DetectionState,
  scale: MachineTimeScale,
): { readonly state: SensitivityState; readonly stepped: boolean } {
  if (!isComparableRun(features, config, detection, scale)) return { state, stepped: false };
  const at = operatingPointOf(features);
  const sound = features.channels.filter((channel) => carriesLevel(channel) && channel.sensorFaults.length === 0);
  const heard = sound.slice(0, MAX_WATCHED).map((channel) =>
    observe(
      state.watched.find(({ point }) => point === channel.point),
      channel,
      at,
    ),
  );
  const others = state.watched.filter(({ point }) => !heard.some((each) => each.point === point));
  const watched = [...heard, ...others].slice(0, MAX_WATCHED);
  const stepped = heard.some((each) => isSuspected(each) && each.rows.length === AFTER_STEP);
  const risesAlready = detection.alert.active || detection.isoAlarm.active;
  return { state: { watched, stands: state.stands || (stepped && risesAlready) }, stepped };
}

/** The references have been learnt anew on the new scale: the suspicion has done its work. One that stands is kept. */
export function settleSensitivity(state: SensitivityState): SensitivityState {
  if (state.stands) return state;
  return { ...state, watched: state.watched.map((each) => ({ ...each, suspectedFactor: null })) };
}

/** The features with the fault `sensitivity_step` on each suspected channel; `value` is the factor of the change, up or down. */
export function withSensitivityFaults(features: FeatureVector, { watched }: SensitivityState): FeatureVector {
  const suspected = new Map(watched.filter(isSuspected).map(({ point, suspectedFactor }) => [point, suspectedFactor as number]));
  if (suspected.size === 0) return features;
  const channels = features.channels.map((channel) => {
    const factor = suspected.get(channel.point);
    if (factor === undefined) return channel;
    const fault: SensorFault = { kind: "sensitivity_step", value: Math.max(factor, 1 / factor), limit: LEAST_STEP_FACTOR };
    return { ...channel, sensorFaults: [...channel.sensorFaults, fault] };
  });
  return { ...features, channels };
}
