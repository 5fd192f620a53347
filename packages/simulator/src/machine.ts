import { type AssetConfig, type AssetRef, type Bearing, pointId } from "@phm/domain";
import type { StrikeSource } from "./impact-train.js";

/** The three signals of the simulated machine. */
export const HORIZONTAL = pointId("de-horizontal");
export const VERTICAL = pointId("de-vertical");
export const CURRENT = pointId("motor-current");

/** Two pole pairs on 50 Hz: 1500 rpm synchronous. */
export const SUPPLY_HZ = 50;
export const POLE_PAIRS = 2;
export const RATED_SPEED_RPM = 1480;
/** Radial load of the bearing at rated torque: a belt pulls with the torque. */
export const RATED_LOAD_N = 1500;

/** Deep-groove ball bearing 6205, dimensions as listed by the CWRU Bearing Data Center for its drive-end bearing. */
export const BEARING: Bearing = {
  designation: "6205",
  geometry: { balls: 9, ballDiameterMm: 7.94, pitchDiameterMm: 39.04, contactAngleDeg: 0 },
};

/**
 * Strikes per shaft turn of a point defect, from the kinematics of the geometry above without slip
 * (T. A. Harris, Rolling Bearing Analysis): 4.5·(1∓7.94/39.04), and two strikes in each ball turn.
 */
export const STRIKE_ORDERS = {
  bearing_outer_race: 3.58479,
  bearing_inner_race: 5.41521,
  bearing_rolling_element: 4.71351,
} as const;

/** Cage turns per shaft turn. */
export const CAGE_ORDER = 0.39831;

/** How a defect of each part strikes: one of the outer race stands in the load zone, one of the inner turns with the shaft, a ball's with the cage. */
export const STRIKE_SOURCES = {
  bearing_outer_race: { strikeOrder: STRIKE_ORDERS.bearing_outer_race, carrierOrder: 0 },
  bearing_inner_race: { strikeOrder: STRIKE_ORDERS.bearing_inner_race, carrierOrder: 1 },
  bearing_rolling_element: { strikeOrder: STRIKE_ORDERS.bearing_rolling_element, carrierOrder: CAGE_ORDER },
} as const satisfies Record<keyof typeof STRIKE_ORDERS, StrikeSource>;

/** Which part of the bearing is damaged. */
export type BearingFault = keyof typeof STRIKE_ORDERS;
export const BEARING_FAULTS = Object.keys(STRIKE_ORDERS) as readonly BearingFault[];

/** What the services are told of the machine; the fault is not in it. */
export function machineConfig(ref: AssetRef): AssetConfig {
  const location = "drive end";
  return {
    ref,
    kind: "motor-bearing",
    ratedSpeedRpm: RATED_SPEED_RPM,
    supplyHz: SUPPLY_HZ,
    polePairs: POLE_PAIRS,
    radialLoadN: RATED_LOAD_N,
    machineClass: { group: 2, support: "rigid" },
    component: "bearing",
    points: [
      { id: HORIZONTAL, quantity: "acceleration", unit: "g", axis: "horizontal", location, bearing: BEARING },
      { id: VERTICAL, quantity: "acceleration", unit: "g", axis: "vertical", location, bearing: BEARING },
      { id: CURRENT, quantity: "current", unit: "A", location: "supply, phase U" },
    ],
  };
}
