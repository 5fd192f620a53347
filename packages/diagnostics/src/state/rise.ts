import type { FeatureVector } from "@phm/domain";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import type { DetectionState } from "./detection.js";
import { observe, stepLatch } from "./latch.js";
import { hasSecondEvidence } from "./second-evidence.js";
import { quietestLevel } from "./trailing-level.js";

/** Level over its reference from which a rise counts as onset and alert; found on run-to-failure tests, like the urgent one. */
export const ALERT_RATIO = 2;
/** Level over its reference from which a rise is urgent: alarm. */
export const ALARM_RATIO = 2.5;
/** After a restart a machine warms up, and its level wanders: only a ratio this many times a limit (12 dB over the reference) is more than that. */
const WARMING_FACTOR = 2;
/** A rise is over when the ratio is below this share of the limit that it crossed. */
const RELEASE_SHARE = 0.8;

/** Whether a rise stands or is being held. */
export function isRising({ alert }: DetectionState): boolean {
  return alert.active || alert.changingNs !== null;
}

/** At onset the references of all operating states are frozen, and freed when the rise is over. */
function withReferences(state: DetectionState, scale: MachineTimeScale): DetectionState {
  const frozen = (trailing: Parameters<typeof quietestLevel>[0]) => (state.alert.active ? quietestLevel(trailing, scale) : null);
  return { ...state, states: state.states.map((each) => ({ ...each, frozenReference: frozen(each.trailing) })) };
}

/**
 * Steps the two rise latches by the ratio, and holds the rise against the second evidence. In the muted time after a restart a rise only
 * counts far above its limit: a machine that was damaged before a stop is not silent for hours after it.
 */
export function judgeRise(state: DetectionState, ratio: number, features: FeatureVector, scale: MachineTimeScale): DetectionState {
  const delays = { ...scale, holdCount: scale.holdAcquisitions, releaseCount: scale.releaseAcquisitions };
  const muted = state.pace.mutedUntilNs !== null && !state.alert.active;
  const seen = (limit: number) => {
    const observation = observe(ratio, limit, limit * RELEASE_SHARE);
    return muted && observation === "on" && ratio < WARMING_FACTOR * limit ? ("between" as const) : observation;
  };
  const alert = stepLatch(state.alert, seen(ALERT_RATIO), features.startTimeNs, delays);
  const alarm = stepLatch(state.alarm, seen(ALARM_RATIO), features.startTimeNs, delays);
  const next = { ...state, alert, alarm, riseConfirmed: alert.active && (state.riseConfirmed || hasSecondEvidence(state)) };
  return alert.active === state.alert.active ? next : withReferences(next, scale);
}
