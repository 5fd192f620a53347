import type { AssetConfig, TimeScale } from "@phm/domain";

/**
 * How fast a machine is looked at and how fast it may change. Every constant is a duration together with a number of acquisitions
 * or blocks, and the longer of the two rules: so the same settings serve a rig sampled each ten seconds for some hours and a plant
 * sampled each few minutes for weeks.
 */
export interface MachineTimeScale {
  /** A level is the median over this time, and over at least so many acquisitions. It is also the length of one reference block. */
  readonly smoothingS: number;
  readonly smoothingAcquisitions: number;
  /** The reference is the quietest of so many blocks (one hour at one block a minute). */
  readonly referenceBlocks: number;
  /** Blocks that must exist before a rise is judged. */
  readonly learningBlocks: number;
  /** A rise must hold so long before it counts, */
  readonly holdS: number;
  readonly holdAcquisitions: number;
  /** and must be gone so long before it is released. */
  readonly releaseS: number;
  readonly releaseAcquisitions: number;
  /** Silence longer than this, and than so many usual intervals, is a stop: what follows is a restart. */
  readonly gapS: number;
  readonly gapIntervals: number;
  /** No rise is judged so long after a restart, while the machine warms up. */
  readonly muteS: number;
  readonly muteIntervals: number;
}

/** Minutes-to-hours on dense data, hours-to-days on sparse data. */
export const DEFAULT_TIME_SCALE: MachineTimeScale = {
  smoothingS: 60,
  smoothingAcquisitions: 3,
  referenceBlocks: 60,
  learningBlocks: 10,
  holdS: 60,
  holdAcquisitions: 4,
  releaseS: 600,
  releaseAcquisitions: 12,
  gapS: 600,
  gapIntervals: 10,
  muteS: 3600,
  muteIntervals: 12,
};

/**
 * Days-to-weeks, for machines and slow tables of a plant: a level is the median of three hours, the reference spans seven days of running, and a
 * restart is muted for two hours, in which the machine and its bearings come to their temperature.
 */
export const PLANT_TIME_SCALE: MachineTimeScale = {
  smoothingS: 10_800,
  smoothingAcquisitions: 6,
  referenceBlocks: 56,
  learningBlocks: 8,
  holdS: 10_800,
  holdAcquisitions: 6,
  releaseS: 86_400,
  releaseAcquisitions: 12,
  gapS: 3600,
  gapIntervals: 4,
  muteS: 7200,
  muteIntervals: 4,
};

const TIME_SCALES: Readonly<Record<TimeScale, MachineTimeScale>> = { overload_rig: DEFAULT_TIME_SCALE, plant: PLANT_TIME_SCALE };

/** The time scale of a machine: of its class where the register states it, else the default one. */
export function machineTimeScale({ timeScale }: Pick<AssetConfig, "timeScale">): MachineTimeScale {
  return timeScale === undefined ? DEFAULT_TIME_SCALE : TIME_SCALES[timeScale];
}
