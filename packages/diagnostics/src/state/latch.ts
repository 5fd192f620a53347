import type { TimeNs } from "@phm/domain";
import { secondsBetween, storedTime } from "@phm/domain";

/** A condition with on-delay and off-delay: it neither trips on a spike nor chatters around its limit. Plain JSON. */
export interface LatchState {
  readonly active: boolean;
  /** First instant of what led to the present state (`active`), or of the rise that is being held (not yet active); stored time. */
  readonly sinceNs: string | null;
  /** First instant and count of observations that speak against the present state without a break. */
  readonly changingNs: string | null;
  readonly changingCount: number;
}

export const RELEASED: LatchState = { active: false, sinceNs: null, changingNs: null, changingCount: 0 };

export interface LatchDelays {
  readonly holdS: number;
  readonly holdCount: number;
  readonly releaseS: number;
  readonly releaseCount: number;
}

/** What one observation says: above the upper limit, below the lower one, or between the two, where the state stays. */
export type Observation = "on" | "off" | "between";

/** Compares a value with a pair of limits, `off` below `on`. */
export function observe(value: number, on: number, off: number): Observation {
  return value >= on ? "on" : value < off ? "off" : "between";
}

/**
 * Steps the latch by one observation. It becomes active when `on` has been seen without a break for `holdS` and `holdCount`
 * observations (a value between the limits breaks the run), and inactive likewise after `releaseS` and `releaseCount` of `off`.
 */
export function stepLatch(state: LatchState, observation: Observation, timeNs: TimeNs, delays: LatchDelays): LatchState {
  const against = state.active ? "off" : "on";
  if (observation !== against) return settled(state);
  const changingNs = state.changingNs ?? storedTime(timeNs);
  const changingCount = state.changingCount + 1;
  const heldS = secondsBetween(BigInt(changingNs), timeNs);
  const [needS, needCount] = state.active ? [delays.releaseS, delays.releaseCount] : [delays.holdS, delays.holdCount];
  if (heldS < needS || changingCount < needCount) {
    // The counter stops at what is needed, so that the state does not grow without end.
    return { ...state, changingNs, changingCount: Math.min(changingCount, needCount) };
  }
  return state.active ? RELEASED : { active: true, sinceNs: changingNs, changingNs: null, changingCount: 0 };
}

/** Forgets a change under way; the state itself stays. */
export function settled(state: LatchState): LatchState {
  return state.changingNs === null ? state : { ...state, changingNs: null, changingCount: 0 };
}
