import { POLE_PAIRS, RATED_SPEED_RPM, SUPPLY_HZ } from "./machine.js";
import { type OperatingShares, RATED } from "./operating-profile.js";
import type { Random } from "./random.js";

/** How the machine runs during one acquisition. */
export interface OperatingPoint {
  /** Torque over rated torque. */
  readonly loadShare: number;
  readonly supplyHz: number;
  /** Slip of the rotor behind the field, as a share of synchronous speed. */
  readonly slipShare: number;
  readonly shaftHz: number;
  readonly speedRpm: number;
  /** What was asked for, without the scatter of load and supply. */
  readonly asked: OperatingShares;
}

/** Supply frequency: standard deviation, Hz. */
const SUPPLY_SD_HZ = 0.015;
/** Torque between acquisitions: standard deviation over rated torque, cut at ±3 of them. */
const LOAD_SD = 0.06;
const RATED_SLIP_SHARE = 1 - RATED_SPEED_RPM / ((60 * SUPPLY_HZ) / POLE_PAIRS);

/**
 * Draws load and supply around what is asked for; speed follows from them, slip being proportional to torque near the rated point (an
 * inverter keeps the flux, so the slip in Hz is that of the torque at every speed).
 */
export function drawOperatingPoint(random: Random, asked: OperatingShares = RATED): OperatingPoint {
  const loadShare = asked.loadShare * (1 + LOAD_SD * Math.max(-3, Math.min(3, random.normal())));
  const supplyHz = asked.speedShare * (SUPPLY_HZ + SUPPLY_SD_HZ * random.normal());
  const slipShare = (RATED_SLIP_SHARE * loadShare) / asked.speedShare;
  const shaftHz = (supplyHz / POLE_PAIRS) * (1 - slipShare);
  return { loadShare, supplyHz, slipShare, shaftHz, speedRpm: shaftHz * 60, asked };
}
