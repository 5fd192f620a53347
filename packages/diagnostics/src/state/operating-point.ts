import type { FeatureVector } from "@phm/domain";

/** What a load figure is: a force that the sender states, or the motor current that stands for it. The two are not compared. */
export type LoadKind = "force_n" | "current_a";

/** How the machine runs during one acquisition, as far as it is known. Plain JSON. */
export interface OperatingPoint {
  readonly speedRpm: number | null;
  readonly load: number | null;
  readonly loadKind: LoadKind | null;
}

/** Vibration levels at speeds further apart than this share are not compared. */
const SPEED_TOLERANCE = 0.15;
/** The same for loads; wider, as vibration depends on load less than on speed. */
const LOAD_TOLERANCE = 0.25;
/** Loads below this share of the largest one known are all "idle". */
const IDLE_SHARE = 0.1;
const FIGURES = 5;

const shortened = (value: number): number => Number(value.toPrecision(FIGURES));

/** Root mean square over the phases that carry a fundamental; null without any. A.C. current grows with torque, so it stands for load. */
function phaseCurrentA(features: FeatureVector): number | null {
  const squares = features.channels.flatMap(({ quantity, unit, values, sensorFaults }) => {
    const current = values.fundamentalRms;
    return quantity === "current" && unit === "A" && sensorFaults.length === 0 && current !== undefined ? [current ** 2] : [];
  });
  return squares.length === 0 ? null : Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

/** Speed as stated; load as stated (N), else the motor's current (A), else unknown. */
export function operatingPointOf(features: FeatureVector): OperatingPoint {
  const speedRpm = features.speedRpm === undefined ? null : shortened(features.speedRpm);
  if (features.loadN !== undefined) return { speedRpm, load: shortened(features.loadN), loadKind: "force_n" };
  const currentA = phaseCurrentA(features);
  return currentA === null ? { speedRpm, load: null, loadKind: null } : { speedRpm, load: shortened(currentA), loadKind: "current_a" };
}

/** Distance in tolerances of the larger difference; 0 where nothing is known to differ. */
function apart(a: OperatingPoint, b: OperatingPoint, largestLoad: number): number {
  const speed = a.speedRpm === null || b.speedRpm === null ? 0 : Math.abs(a.speedRpm - b.speedRpm) / (SPEED_TOLERANCE * b.speedRpm);
  if (a.load === null || b.load === null || a.loadKind !== b.loadKind) return speed;
  const toleratedLoad = Math.max(LOAD_TOLERANCE * Math.abs(b.load), IDLE_SHARE * largestLoad);
  const load = a.load === b.load ? 0 : Math.abs(a.load - b.load) / toleratedLoad;
  return Math.max(speed, load);
}

/**
 * The known operating state that a point belongs to: the first where it differs by less than 15 % of speed and 25 % of load (so that the
 * present state, which comes first, is kept as long as it fits), undefined for a state never seen. What is not stated differs from nothing.
 */
export function matchingState<S extends OperatingPoint>(states: readonly S[], point: OperatingPoint): S | undefined {
  const loads = [...states, point].map((state) => Math.abs(state.load ?? 0));
  return states.find((state) => apart(point, state, Math.max(...loads)) <= 1);
}

/** Lines of a shaft grow with the square of its speed, and pass resonances: figures of the spectrum are only compared at so near speeds. */
const LINE_SPEED_TOLERANCE = 0.05;

function near(a: number | null, b: number | null, tolerance: number): boolean {
  return a === null || b === null || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** The first of the operations at which figures of a spectrum can be compared with those taken at a point. */
export function comparableOperation<S extends OperatingPoint>(operations: readonly S[], point: OperatingPoint): S | undefined {
  return operations.find(({ speedRpm, load, loadKind }) => {
    const comparable = loadKind === point.loadKind || loadKind === null || point.loadKind === null;
    return comparable && near(speedRpm, point.speedRpm, LINE_SPEED_TOLERANCE) && near(load, point.load, LOAD_TOLERANCE);
  });
}
