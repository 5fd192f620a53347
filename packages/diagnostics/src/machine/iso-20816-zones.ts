import type { AssetConfig, ChannelFeatures, FeatureVector, MachineClass, Quantity, Zone } from "@phm/domain";
import { ZONES } from "@phm/domain";

/** Upper ends of zones A, B and C; above the last is zone D. */
export type ZoneLimits = readonly [ab: number, bc: number, cd: number];

interface ClassLimits {
  /** mm/s r.m.s., 10–1000 Hz, on non-rotating parts. */
  readonly velocityRmsMmPerS: ZoneLimits;
  /** µm r.m.s. */
  readonly displacementRmsUm: ZoneLimits;
}

/** Where the tables come from; part of what an evaluation rests on. */
export const ISO_20816_3_SOURCE = {
  standard: "ISO 20816-3",
  edition: "2022",
  source: "zone boundaries as in ISO 10816-3:2009, tables A.1 (group 1) and A.2 (group 2), taken over by ISO 20816-3:2022",
  scope:
    "industrial machines above 15 kW, 120 to 30,000 rpm, measured on non-rotating parts; group 1 above 300 kW, group 2 from 15 to 300 kW",
} as const;

/** Zone boundaries by group and support. */
export const ISO_20816_3_LIMITS: Readonly<Record<`${MachineClass["group"]}-${MachineClass["support"]}`, ClassLimits>> = {
  "1-rigid": { velocityRmsMmPerS: [2.3, 4.5, 7.1], displacementRmsUm: [29, 57, 90] },
  "1-flexible": { velocityRmsMmPerS: [3.5, 7.1, 11.0], displacementRmsUm: [45, 90, 140] },
  "2-rigid": { velocityRmsMmPerS: [1.4, 2.8, 4.5], displacementRmsUm: [22, 45, 71] },
  "2-flexible": { velocityRmsMmPerS: [2.3, 4.5, 7.1], displacementRmsUm: [37, 71, 113] },
};

/**
 * Zone boundaries of a machine class for a quantity: velocity in mm/s r.m.s., displacement in µm r.m.s.
 * @returns null for a quantity that the standard does not evaluate (an acceleration is integrated to velocity first)
 */
export function zoneLimits(machineClass: MachineClass, quantity: Quantity): ZoneLimits | null {
  const limits = ISO_20816_3_LIMITS[`${machineClass.group}-${machineClass.support}`];
  if (quantity === "velocity") return limits.velocityRmsMmPerS;
  return quantity === "displacement" ? limits.displacementRmsUm : null;
}

function zoneIndex(value: number, limits: ZoneLimits): number {
  const index = limits.findIndex((limit) => value <= limit);
  return index === -1 ? limits.length : index;
}

function zoneOf(value: number, limits: ZoneLimits): Zone {
  return ZONES[zoneIndex(value, limits)] as Zone;
}

/** Zone of one velocity r.m.s. value (mm/s, 10–1000 Hz). A value on a boundary belongs to the lower zone. */
export function velocityZone(velocityRmsMmPerS: number, machineClass: MachineClass): Zone {
  return zoneOf(velocityRmsMmPerS, zoneLimits(machineClass, "velocity") as ZoneLimits);
}

/** Zone of one displacement r.m.s. value (µm). A value on a boundary belongs to the lower zone. */
export function displacementZone(displacementRmsUm: number, machineClass: MachineClass): Zone {
  return zoneOf(displacementRmsUm, zoneLimits(machineClass, "displacement") as ZoneLimits);
}

function channelZone(channel: ChannelFeatures, machineClass: MachineClass): { zone: Zone; value: number; limit: number } | null {
  const { velocityRmsMmPerS, rms } = channel.values;
  if (channel.unit === "raw" || channel.sensorFaults.length > 0) return null;
  const value = channel.quantity === "acceleration" ? velocityRmsMmPerS : rms;
  const limits = zoneLimits(machineClass, channel.quantity === "acceleration" ? "velocity" : channel.quantity);
  return value === undefined || limits === null ? null : { zone: zoneOf(value, limits), value, limit: limits[2] };
}

/** The worst zone over all channels, the figure behind it and its C/D boundary. */
export interface MachineZone {
  readonly zone: Zone;
  readonly point: ChannelFeatures["point"];
  /** mm/s r.m.s. or µm r.m.s., by the quantity of the point. */
  readonly value: number;
  readonly limit: number;
}

/** The strictest zone over the sound, calibrated channels; null without a machine class or where every unit is `raw`. */
export function machineZone(features: FeatureVector, config: AssetConfig): MachineZone | null {
  if (!config.machineClass) return null;
  let worst: MachineZone | null = null;
  for (const channel of features.channels) {
    const found = channelZone(channel, config.machineClass);
    if (found && (worst === null || ZONES.indexOf(found.zone) > ZONES.indexOf(worst.zone))) worst = { ...found, point: channel.point };
  }
  return worst;
}
