import type { AssetConfig, ChannelFeatures, FeatureVector, MachineClass, PointId } from "@phm/domain";
import { alarmLimits } from "../machine/iso-20816-alarms.js";
import { zoneLimits } from "../machine/iso-20816-zones.js";

/** An ISO alarm is over when the vibration has fallen by so much of B/C below its limit: the dead-band. */
const DEAD_BAND = 0.1;

/** The strictest vibration of a machine beside the B/C boundary of its class. */
export interface IsoSeverity {
  readonly machineClass: MachineClass;
  readonly quantity: "velocity" | "displacement";
  readonly point: PointId;
  /** mm/s r.m.s. or µm r.m.s. */
  readonly value: number;
  /** B/C boundary in the same unit. */
  readonly limitBc: number;
  /** Value over B/C: so a baseline serves for velocity and displacement alike. */
  readonly severity: number;
}

function severityOf(channel: ChannelFeatures, machineClass: MachineClass): IsoSeverity | null {
  if (channel.unit === "raw" || channel.sensorFaults.length > 0) return null;
  // An acceleration is judged by the velocity that it integrates to.
  const quantity = channel.quantity === "acceleration" ? "velocity" : channel.quantity;
  if (quantity !== "velocity" && quantity !== "displacement") return null;
  const value = quantity === "velocity" ? channel.values.velocityRmsMmPerS : channel.values.rms;
  const limits = zoneLimits(machineClass, quantity);
  if (value === undefined || limits === null) return null;
  return { machineClass, quantity, point: channel.point, value, limitBc: limits[1], severity: value / limits[1] };
}

/** The largest severity over the sound, calibrated channels; null without a machine class. */
export function isoSeverity(features: FeatureVector, config: AssetConfig): IsoSeverity | null {
  const { machineClass } = config;
  if (!machineClass) return null;
  const found = features.channels.flatMap((channel) => severityOf(channel, machineClass) ?? []);
  return found.length === 0 ? null : found.reduce((most, each) => (each.severity > most.severity ? each : most));
}

/**
 * Limits of the ISO alarm in the unit of the vibration: on at ALARM = baseline + 25 % of B/C (at most 1.25 × B/C, which also holds while
 * nothing is learnt), off 10 % of B/C below.
 * @param baseline severity when normal, null while not learnt
 */
export function isoAlarmLimits({ machineClass, quantity, limitBc }: IsoSeverity, baseline: number | null): { on: number; off: number } {
  const limits = alarmLimits(machineClass, quantity, baseline === null ? null : baseline * limitBc);
  const on = limits === null ? Number.POSITIVE_INFINITY : limits.alarm;
  return { on, off: on - DEAD_BAND * limitBc };
}
