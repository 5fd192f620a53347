import type { BearingLineMode } from "./bearing-faults.js";
import type { MonitoredBearing } from "./monitored-bearings.js";

/** How well one fault of one bearing explains the lines of one acquisition. */
export interface LineHypothesis {
  readonly bearing: MonitoredBearing;
  readonly failureMode: BearingLineMode;
  readonly order: number;
  /** Evidence over chance, in ln power: the comb's own, with the support of the cage, less what the shaft explains. */
  readonly excess: number;
  /** How much of it was taken away because the shaft explains it. */
  readonly shaftShare: number;
  /** How much the lines of the cage added. */
  readonly cageSupport: number;
  /** The order is so near a multiple of shaft speed that slip can hide one in the other. */
  readonly nearShaftOrder: boolean;
}
