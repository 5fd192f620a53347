import type { ChannelFeatures, FeatureVector, PointId, SensorFault } from "@phm/domain";
import type { MachineTimeScale } from "../machine/machine-time-scale.js";
import { type LatchState, RELEASED, stepLatch } from "../state/latch.js";
import { carriesLevel } from "../state/vibration-level.js";

/** Faulty points remembered at a time; more than these are reported when one of them recovers. */
const MAX_WATCHED = 8;

/** A channel whose waveform has shown a fault lately. */
export interface WatchedSensor {
  readonly point: PointId;
  readonly fault: SensorFault;
  readonly carriesLevel: boolean;
  readonly latch: LatchState;
}

export type SensorWatchState = readonly WatchedSensor[];

/**
 * Faults that speak of the sensor. A waveform that clips while the level is rising is over-ranged by the machine:
 * its level is a lower bound and still evidence, so it must not silence the rise.
 */
function sensorFaultOf(channel: ChannelFeatures, rising: boolean): SensorFault | undefined {
  return channel.sensorFaults.find((fault) => !(rising && fault.kind === "clipping"));
}

/**
 * Whether the level may be judged: every channel that carries it is sound (a level over fewer channels is not comparable). One on another
 * scale than before is judged against a reference of that scale.
 */
export function soundForLevel(features: FeatureVector, rising: boolean): boolean {
  return features.channels.filter(carriesLevel).every((channel) => {
    const fault = sensorFaultOf(channel, rising);
    return fault === undefined || fault.kind === "sensitivity_step";
  });
}

/** Follows the faults of every channel with the machine's on- and off-delay. `rising`: a rise of level stands or is being held. */
export function watchSensors(state: SensorWatchState, features: FeatureVector, rising: boolean, scale: MachineTimeScale): SensorWatchState {
  const delays = { ...scale, holdCount: scale.holdAcquisitions, releaseCount: scale.releaseAcquisitions };
  const seen = new Map(features.channels.map((channel) => [channel.point, channel]));
  const next: WatchedSensor[] = [];
  for (const watched of state) {
    const channel = seen.get(watched.point);
    seen.delete(watched.point);
    const fault = channel && sensorFaultOf(channel, rising);
    const latch = channel ? stepLatch(watched.latch, fault ? "on" : "off", features.startTimeNs, delays) : watched.latch;
    if (latch.active || latch.changingNs !== null) next.push({ ...watched, fault: fault ?? watched.fault, latch });
  }
  for (const channel of seen.values()) {
    const fault = sensorFaultOf(channel, rising);
    if (!fault || next.length >= MAX_WATCHED) continue;
    const latch = stepLatch(RELEASED, "on", features.startTimeNs, delays);
    next.push({ point: channel.point, fault, carriesLevel: carriesLevel(channel), latch });
  }
  return next;
}
