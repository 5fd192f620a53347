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
/** Below the bands that wear is first heard in: without it a rise of all of these may pass for a flat one, so it must be there. */
const LOW_FREQUENCIES = "velocityRmsMmPerS";
/** Figures that follow the sensitivity. */
const LEVELS: readonly string[] = [...LEVEL_BANDS, LOW_FREQUENCIES, "envelopeRms", "rms"];
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
 * Whether the accelerometers still measure on the scale that the machine's references were learnt on. A suspicion stays until a repair or
 * swap is told; only what is compared with the machine's own past goes on before that, on a reference learnt anew.
 */
export interface SensitivityState {
  /** The reference is not yet of the present scale: levels cannot be compared with it. */
  readonly rescaled: boolean;
  /** A rise stood when the step came: no reference can be learnt from a worn machine, so `rescaled` stays as well. */
  readonly stands: boolean;
  /** Acquisitions in a row in which a rise stood, counted up to one more than a step takes to become plain. */
  readonly risen: number;
  readonly watched: readonly WatchedScale[];
}

export const NO_SENSITIVITY: SensitivityState = { rescaled: false, stands: false, risen: 0, watched: [] };

function rowOf(row: readonly number[], levels: number): ScaleRow {
  const ln = row.map((hundredths) => hundredths / 100);
  return { levels: ln.slice(0, levels), shape: ln.slice(levels) };
}

/** @param isWearing a rise stood before a step could have come: then only a fall is no wear, as wear that grows fast rises in all bands too */
function observe(
  before: WatchedScale | undefined,
  channel: ChannelFeatures,
  at: OperatingPoint,
  isWearing: boolean,
): [WatchedScale, boolean] {
  const present = (name: string) => (channel.values[name] ?? 0) > 0;
  const levels = LEVELS.filter(present);
  const names = [...levels, ...SHAPE.filter(present)];
  const row = names.map((name) => Math.round(100 * Math.log(channel.values[name] as number)));
  const goesOn = before && before.names.join() === names.join() && comparableOperation([before.at], at) !== undefined;
  const rows = [...(goesOn ? before.rows : []), row].slice(-BEFORE_STEP - AFTER_STEP);
  const factor = sensitivityStep(rows.map((each) => rowOf(each, levels.length)));
  const kept = { point: channel.point, at: goesOn ? before.at : at, names };
  if (factor === null || (isWearing && factor > 1)) return [{ ...kept, rows, suspectedFactor: before?.suspectedFactor ?? null }, false];
  // Only what was measured since the step is comparable with what comes.
  const suspectedFactor = factor * (before?.suspectedFactor ?? 1);
  const isBack = Math.abs(Math.log(suspectedFactor)) < Math.log(LEAST_STEP_FACTOR);
  return [{ ...kept, rows: rows.slice(-AFTER_STEP), suspectedFactor: isBack ? null : suspectedFactor }, true];
}

/** An accelerometer in order, with low frequencies. */
function isComparable(channel: ChannelFeatures): boolean {
  return carriesLevel(channel) && channel.sensorFaults.length === 0 && (channel.values[LOW_FREQUENCIES] ?? 0) > 0;
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
  const risesAlready = detection.alert.active || detection.isoAlarm.active;
  const risen = risesAlready ? Math.min(state.risen + 1, AFTER_STEP + 1) : 0;
  const sound = features.channels.filter(isComparable);
  const observed = sound.slice(0, MAX_WATCHED).map((channel) =>
    observe(
      state.watched.find(({ point }) => point === channel.point),
      channel,
      at,
      risen > AFTER_STEP,
    ),
  );
  const heard = observed.map(([watched]) => watched);
  const others = state.watched.filter(({ point }) => !heard.some((each) => each.point === point));
  const watched = [...heard, ...others].slice(0, MAX_WATCHED);
  const stepped = observed.some(([, hasStepped]) => hasStepped);
  const stands = state.stands || (stepped && risesAlready);
  return { state: { rescaled: state.rescaled || stepped, stands, risen, watched }, stepped };
}

/** The reference has been learnt anew on the new scale; where a rise stood before, it has not. */
export function settleSensitivity(state: SensitivityState): SensitivityState {
  return state.rescaled && !state.stands ? { ...state, rescaled: false } : state;
}

/** The features with the fault `sensitivity_step` on each suspected channel, so that no absolute limit is judged by it; `value` is the factor, up or down. */
export function withSensitivityFaults(features: FeatureVector, { watched }: SensitivityState): FeatureVector {
  const suspected = new Map(
    watched.flatMap(({ point, suspectedFactor }) => (suspectedFactor === null ? [] : [[point, suspectedFactor] as const])),
  );
  if (suspected.size === 0) return features;
  const channels = features.channels.map((channel) => {
    const factor = suspected.get(channel.point);
    if (factor === undefined) return channel;
    const fault: SensorFault = { kind: "sensitivity_step", value: Math.max(factor, 1 / factor), limit: LEAST_STEP_FACTOR };
    return { ...channel, sensorFaults: [...channel.sensorFaults, fault] };
  });
  return { ...features, channels };
}
