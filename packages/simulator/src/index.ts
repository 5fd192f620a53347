export type { BrokenSensor } from "./broken-sensor.js";
export type { BearingFault } from "./machine.js";
export type { OperatingKnot } from "./operating-profile.js";
export { type FleetOptions, type SimulatedFleet, simulateFleet } from "./simulate-fleet.js";
export { type Simulation, type SimulationTruth, simulateHealthy, simulateLife } from "./simulate-life.js";
export type { SimulationOptions } from "./simulation-options.js";
