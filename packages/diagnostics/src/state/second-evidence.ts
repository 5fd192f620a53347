import type { TimeNs } from "@phm/domain";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { CUSUM_LIMIT, cumulativeSum } from "./cumulative-sum.js";
import type { DetectionState } from "./detection.js";
import { observe, stepLatch } from "./latch.js";
import { quietDistance } from "./quiet-baseline.js";
import type { StateVector } from "./state-vector.js";

/**
 * Distance from the quiet baseline, in standard deviations, from which the machine counts as changed. For four independent normal
 * figures known exactly, one sound acquisition in 300 reaches it (χ², 4 degrees); four in a row are needed.
 */
const CHANGED_SD = 4;
/** Below this the change is over: the dead-band is one standard deviation. */
const UNCHANGED_SD = 3;

export interface ChangeEvidence {
  readonly state: DetectionState;
  readonly distance: number | null;
}

/** Steps both kinds of second evidence by one acquisition that was judged in the present operating state. */
export function stepEvidence(state: DetectionState, x: StateVector, timeNs: TimeNs, scale: MachineTimeScale): ChangeEvidence {
  const [present] = state.states;
  const distance = present ? quietDistance(present.quiet, x, scale) : null;
  const delays = { ...scale, holdCount: scale.holdAcquisitions, releaseCount: scale.releaseAcquisitions };
  const changed = distance === null ? state.changed : stepLatch(state.changed, observe(distance, CHANGED_SD, UNCHANGED_SD), timeNs, delays);
  const baseline = present?.learnt.level ?? null;
  const [level] = x;
  const cusum = baseline === null || level === null || level === undefined ? state.cusum : cumulativeSum(state.cusum, level, baseline);
  return { state: { ...state, changed, cusum }, distance };
}

/** Whether anything but the single limit says that the machine has changed. */
export function hasSecondEvidence(state: DetectionState): boolean {
  return state.changed.active || state.cusum >= CUSUM_LIMIT;
}
