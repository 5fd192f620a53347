import type { AssetConfig, FeatureVector } from "@phm/domain";
import { type MachineZone, machineZone } from "../machine/iso-20816-zones.js";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import type { DetectionState } from "./detection.js";
import { type IsoSeverity, isoAlarmLimits } from "./iso-severity.js";
import { observe, stepLatch } from "./latch.js";
import { hasSecondEvidence } from "./second-evidence.js";

const delaysOf = (scale: MachineTimeScale) => ({ ...scale, holdCount: scale.holdAcquisitions, releaseCount: scale.releaseAcquisitions });

/** Steps zone D of ISO 20816-3, which needs no baseline and holds in every operating state. */
export function judgeZone(
  state: DetectionState,
  features: FeatureVector,
  config: AssetConfig,
  scale: MachineTimeScale,
): { state: DetectionState; zone: MachineZone | null } {
  const zone = machineZone(features, config);
  if (zone === null) return { state, zone };
  const zoneD = stepLatch(state.zoneD, zone.zone === "D" ? "on" : "off", features.startTimeNs, delaysOf(scale));
  return { state: { ...state, zoneD }, zone };
}

/**
 * Steps the ISO ALARM against the baseline of the present operating state. A limit that rests on a learnt baseline needs second
 * evidence, as a baseline can be wrong; the absolute one (1.25 × B/C, where nothing is learnt yet) does not. Silent in the muted time.
 */
export function judgeIsoAlarm(
  state: DetectionState,
  iso: IsoSeverity | null,
  features: FeatureVector,
  scale: MachineTimeScale,
): DetectionState {
  if (iso === null) return state;
  const baseline = state.states[0]?.learnt.severity ?? null;
  const { on, off } = isoAlarmLimits(iso, baseline);
  const observed = observe(iso.value, on, off);
  const muted = state.pace.mutedUntilNs !== null && !state.isoAlarm.active && observed === "on";
  const isoAlarm = stepLatch(state.isoAlarm, muted ? "between" : observed, features.startTimeNs, delaysOf(scale));
  const isConfirmed = state.isoConfirmed || baseline === null || hasSecondEvidence(state);
  return { ...state, isoAlarm, isoConfirmed: isoAlarm.active && isConfirmed };
}

/** The ISO alarm that stands, in the unit of its point. */
export function standingIsoAlarm(state: DetectionState, iso: IsoSeverity | null) {
  if (!state.isoAlarm.active || !state.isoConfirmed || iso === null) return null;
  return { point: iso.point, value: iso.value, limit: isoAlarmLimits(iso, state.states[0]?.learnt.severity ?? null).on };
}
