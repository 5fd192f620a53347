import { type Simulation, simulateLife } from "@phm/simulator";

/**
 * A simulated bearing's life that is small enough for tests and still has all that matters: learning, an onset two thirds of the way,
 * a diagnosis of the outer race, one work order. One second of signal each ten minutes.
 */
export function shortLife(seed = 1): Simulation {
  return simulateLife({ seed, acquisitions: SHORT_LIFE_ACQUISITIONS, samples: 12_800, sampleRateHz: 12_800, intervalS: 600 });
}

export const SHORT_LIFE_ACQUISITIONS = 150;
