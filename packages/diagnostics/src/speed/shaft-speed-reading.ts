import type { FeatureVector } from "@phm/domain";
import type { ShaftSpeed } from "../lines/shaft-speed.js";
import { rounded } from "../numbers/rounded.js";
import type { CombAbstention } from "./read-comb.js";

/** Why the stated speed was not held against the record. `tachometer`: it was measured with it. */
export type SpeedAbstention = CombAbstention | "tachometer" | "no_spectrum" | "too_coarse";

/** The speed of the reference shaft in one acquisition, as stated and as the record shows it. */
export interface ShaftSpeedReading {
  readonly statedHz: number;
  /** As read; the stated one where nothing was. */
  readonly shaftHz: number;
  /** Standard uncertainty of what was read; null where nothing was. */
  readonly uncertaintyHz: number | null;
  /** Orders of the shaft that it was read from; empty where the envelope spectra told it, or nothing. */
  readonly orders: readonly number[];
  /** What was read is not the stated speed. */
  readonly isCorrected: boolean;
  /** It was read from lines that may be those of the supply, away from the stated speed: what rests on it is a suspicion. */
  readonly mayBeSupply: boolean;
  /** Why nothing was read; null where it was. */
  readonly abstained: SpeedAbstention | null;
  /** Turns of each shaft of the kinematics per turn of the reference shaft. */
  readonly ratios: ReadonlyMap<string, number>;
  /** The speed at which envelope spectra show the shaft: that of the bearings' lines. */
  readonly envelope: ShaftSpeed;
}

/** What findings say of a speed that was read: all in rpm. Plain JSON. */
export interface ReadSpeedRecord {
  readonly statedRpm: number;
  readonly rpm: number;
  /** Expanded uncertainty, about 95 %. */
  readonly uncertaintyRpm: number;
  readonly orders: readonly number[];
  readonly mayBeSupply: boolean;
}

const RPM_PER_HZ = 60;
/** Two standard uncertainties are about 95 %. */
const COVERAGE = 2;

/** What there is to tell of a reading; null where the stated speed was not held against anything. */
export function readSpeedRecord({ statedHz, shaftHz, uncertaintyHz, orders, mayBeSupply }: ShaftSpeedReading): ReadSpeedRecord | null {
  if (uncertaintyHz === null) return null;
  return {
    statedRpm: rounded(RPM_PER_HZ * statedHz, 1),
    rpm: rounded(RPM_PER_HZ * shaftHz, 1),
    uncertaintyRpm: rounded(COVERAGE * RPM_PER_HZ * uncertaintyHz, 1),
    orders: orders.map((order) => rounded(order, 2)),
    mayBeSupply,
  };
}

/** The acquisition with the speed that was read in the place of a stated one that it is not. */
export function atReadSpeed(features: FeatureVector, speed: ShaftSpeedReading | null): FeatureVector {
  if (!speed?.isCorrected || features.speedRpm === undefined) return features;
  return { ...features, speedRpm: rounded(RPM_PER_HZ * speed.shaftHz, 1) };
}
