import type { AssetConfig, ChannelFeatures, FeatureVector, MachineClass, Zone } from "@phm/domain";
import { ZONES } from "@phm/domain";

/** Upper ends of zones A, B and C; above the last is zone D. */
type ZoneLimits = readonly [ab: number, bc: number, cd: number];

interface ClassLimits {
  /** mm/s r.m.s., 10–1000 Hz, on non-rotating parts. */
  readonly velocityRmsMmPerS: ZoneLimits;
  /** µm r.m.s. */
  readonly displacementRmsUm: ZoneLimits;
}

/** Zone boundaries of ISO 20816-3:2022 (as ISO 10816-3:2009, tables A.1 and A.2): group 1 above 300 kW, group 2 from 15 to 300 kW. */
export const ISO_20816_3_LIMITS: Readonly<Record<`${MachineClass["group"]}-${MachineClass["support"]}`, ClassLimits>> = {
  "1-rigid": { velocityRmsMmPerS: [2.3, 4.5, 7.1], displacementRmsUm: [29, 57, 90] },
  "1-flexible": { velocityRmsMmPerS: [3.5, 7.1, 11.0], displacementRmsUm: [45, 90, 140] },
  "2-rigid": { velocityRmsMmPerS: [1.4, 2.8, 4.5], displacementRmsUm: [22, 45, 71] },
  "2-flexible": { velocityRmsMmPerS: [2.3, 4.5, 7.1], displacementRmsUm: [37, 71, 113] },
};

function zoneIndex(value: number, limits: ZoneLimits): number {
  const index = limits.findIndex((limit) => value <= limit);
  return index === -1 ? limits.length : index;
}

/** Zone of one velocity r.m.s. value (mm/s, 10–1000 Hz). A value on a boundary belongs to the lower zone. */
export function velocityZone(velocityRmsMmPerS: number, machineClass: MachineClass): Zone {
  const limits = ISO_20816_3_LIMITS[`${machineClass.group}-${machineClass.support}`];
  return ZONES[zoneIndex(velocityRmsMmPerS, limits.velocityRmsMmPerS)] as Zone;
}

/** Zone of one displacement r.m.s. value (µm). A value on a boundary belongs to the lower zone. */
export function displacementZone(displacementRmsUm: number, machineClass: MachineClass): Zone {
  const limits = ISO_20816_3_LIMITS[`${machineClass.group}-${machineClass.support}`];
  return ZONES[zoneIndex(displacementRmsUm, limits.displacementRmsUm)] as Zone;
}

function channelZone(channel: ChannelFeatures, machineClass: MachineClass): { zone: Zone; value: number; limit: number } | null {
  const { velocityRmsMmPerS, rms } = channel.values;
  if (channel.unit === "raw" || channel.sensorFaults.length > 0) return null;
  const limits = ISO_20816_3_LIMITS[`${machineClass.group}-${machineClass.support}`];
  const velocity = channel.quantity === "acceleration" ? velocityRmsMmPerS : channel.quantity === "velocity" ? rms : undefined;
  if (velocity !== undefined) return { zone: velocityZone(velocity, machineClass), value: velocity, limit: limits.velocityRmsMmPerS[2] };
  if (channel.quantity === "displacement" && rms !== undefined) {
    return { zone: displacementZone(rms, machineClass), value: rms, limit: limits.displacementRmsUm[2] };
  }
  return null;
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
