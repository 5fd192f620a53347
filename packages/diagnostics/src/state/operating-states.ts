import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { type LearntBaseline, NOTHING_LEARNT } from "./learnt-baseline.js";
import { matchingState, type OperatingPoint } from "./operating-point.js";
import type { QuietBaseline } from "./quiet-baseline.js";
import { NO_TRAILING_LEVEL, type TrailingLevelState, trimRecent } from "./trailing-level.js";

/** Operating states remembered of a machine. With the sixth the least learnt is forgotten. */
export const MAX_OPERATING_STATES = 5;

/** What is normal while the machine runs at one speed and load. Plain JSON. */
export interface OperatingState extends OperatingPoint {
  readonly trailing: TrailingLevelState;
  readonly quiet: QuietBaseline;
  readonly learnt: LearntBaseline;
  /** The reference that a standing rise is measured against here, frozen at onset. */
  readonly frozenReference: number | null;
}

function unseenState(point: OperatingPoint): OperatingState {
  return { ...point, trailing: NO_TRAILING_LEVEL, quiet: [], learnt: NOTHING_LEARNT, frozenReference: null };
}

/** What a state is called by is completed when it is first stated; it never drifts, or a slow ramp would drag it along. */
function completed(state: OperatingState, point: OperatingPoint): OperatingState {
  const speedRpm = state.speedRpm ?? point.speedRpm;
  if (state.load !== null || point.load === null) return speedRpm === state.speedRpm ? state : { ...state, speedRpm };
  return { ...state, speedRpm, load: point.load, loadKind: point.loadKind };
}

/** Least learnt first; of equals the one that was left longest ago. */
function leastLearnt(states: readonly OperatingState[]): OperatingState | undefined {
  return [...states].reverse().sort((a, b) => a.trailing.blocks.length - b.trailing.blocks.length)[0];
}

/**
 * Puts the state that the machine runs in first: a known one, or a new one that learns from nothing. The one that is left keeps only
 * the latest acquisitions of its running window.
 */
export function enterState(states: readonly OperatingState[], point: OperatingPoint, scale: MachineTimeScale): readonly OperatingState[] {
  const [present, ...others] = states;
  const found = matchingState(states, point);
  if (present && found === present) return [completed(present, point), ...others];
  const rest = states
    .filter((state) => state !== found)
    .map((state) => (state === present ? { ...state, trailing: trimRecent(state.trailing, scale) } : state));
  const forgotten = found === undefined && rest.length >= MAX_OPERATING_STATES ? leastLearnt(rest) : undefined;
  return [found ? completed(found, point) : unseenState(point), ...rest.filter((state) => state !== forgotten)];
}
