import { type MachineTimeScale, PLANT_TIME_SCALE } from "../machine/machine-time-scale.js";

/** Rises, as ratios of levels, from which a member of a group is watched and from which its order is due. */
export interface RiseLimits {
  readonly watchRatio: number;
  readonly orderRatio: number;
}

/** Every constant of the trend watch for one class of machine. Ratios and shares are of levels (an amplitude, not its square). */
export interface TrendClass {
  readonly timeScale: MachineTimeScale;
  /** Rise against the peers on the same shaft: load, speed and temperature move all of them and cancel, so little is needed. */
  readonly againstPeers: RiseLimits;
  /** Rise against its own past where there is no peer to compare with: load and speed stay in it, so more is needed. */
  readonly alone: RiseLimits;
  /** A standing rise is over when it is below this share of the logarithm of its limit. */
  readonly releaseShare: number;
  /** The reference is what this share of the past blocks is quieter than: one odd block does not become the measure of all others. */
  readonly quietShare: number;
  /** A rise must exceed so many standard deviations of the change from one block to the next: a member that scatters needs more. */
  readonly scatterFactor: number;
  /** A rise below this share (of the logarithm) of the largest on the shaft is what a neighbour hears of it, not damage of its own. */
  readonly transmissionShare: number;
  /** After a stop this long a machine may have been cold, opened or set up anew, seconds. */
  readonly setUpStopS: number;
  /** Largest step over such a stop that is taken for set-up, as a ratio against the peers; what exceeds it counts as a change. */
  readonly setUpRatio: number;
  /** The machine stands while every member is below this share of its usual level. */
  readonly standstillShare: number;
}

/**
 * Bearings in a plant, read each few minutes to hours and wearing for weeks. The ratios were chosen while looking at IMS tests 1 and 2
 * (J. Lee, H. Qiu, G. Yu, J. Lin, Rexnord Technical Services, 2007), where quiet bearings wander by 1 to 3 % a week against each other.
 */
export const PLANT_TREND: TrendClass = {
  timeScale: PLANT_TIME_SCALE,
  againstPeers: { watchRatio: 1.03, orderRatio: 1.05 },
  alone: { watchRatio: 1.3, orderRatio: 1.6 },
  releaseShare: 0.6,
  quietShare: 0.1,
  scatterFactor: 5,
  transmissionShare: 0.4,
  setUpStopS: 21_600,
  setUpRatio: 1.1,
  standstillShare: 0.3,
};
