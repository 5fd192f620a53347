import type { Random } from "./random.js";

/** Strikes of a point defect, in time order. */
export interface ImpactTrain {
  /** When each strike happens, s from the start of the acquisition; a few lie before it, as their ring-down is still heard. */
  readonly timeS: readonly number[];
  /** Strength of each strike, 1 at the middle of the load zone. */
  readonly strength: readonly number[];
}

/** Where the strikes of a point defect come from, per turn of the shaft. */
export interface StrikeSource {
  /** Strikes per shaft turn, from the kinematics without slip. */
  readonly strikeOrder: number;
  /** Turns of the defect itself through the load zone per shaft turn: 0 for one that stands in its middle. */
  readonly carrierOrder: number;
}

/** Standard deviation of the time between strikes: rolling elements slip at random (R. B. Randall, J. Antoni, MSSP 25, 2011: 1 to 2 % at most). */
const SLIP_JITTER_RATIO = 0.008;
/** Spread of the strength of single strikes. */
const STRENGTH_JITTER_RATIO = 0.1;
/** Rotating unbalance load over the constant radial load. */
const UNBALANCE_LOAD_RATIO = 0.1;
/** Load distribution factor ε of the bearing: below 0.5 there is clearance, 0.4 loads an arc of ±78°. */
const LOAD_DISTRIBUTION_FACTOR = 0.4;
/** Load-deflection exponent of a ball contact. */
const BALL_EXPONENT = 1.5;
const LEAD_S = 0.05;
const TURN = 2 * Math.PI;

/** Share of the largest contact load at `angleRad` from the middle of the load zone (Stribeck; as used by P. D. McFadden, J. D. Smith, JSV 96, 1984). */
function loadZone(angleRad: number): number {
  const share = 1 - (1 - Math.cos(angleRad)) / (2 * LOAD_DISTRIBUTION_FACTOR);
  return share > 0 ? share ** BALL_EXPONENT : 0;
}

/**
 * The impulses a point defect gives, after McFadden and Smith (1984): one at each contact, at the characteristic order,
 * weighted by the contact load there. A defect of the outer race stands in the middle of the load zone, one of the inner
 * race goes through it once a turn, one of a rolling element once a cage turn. `slipRatio` lowers the mean rate
 * below the kinematic one, and the time between strikes jitters at random, so that high harmonics smear as they do on machines.
 */
export function impactTrain(random: Random, source: StrikeSource, shaftHz: number, slipRatio: number, durationS: number): ImpactTrain {
  const periodS = 1 / (source.strikeOrder * (1 - slipRatio) * shaftHz);
  const carrierHz = source.carrierOrder * shaftHz;
  const carrierRad = carrierHz === 0 ? 0 : random.uniform(0, TURN);
  const unbalanceRad = random.uniform(0, TURN);

  const timeS: number[] = [];
  const strength: number[] = [];
  let time = -LEAD_S - random.uniform() * periodS;
  while (time < durationS) {
    const contactLoad = loadZone(TURN * carrierHz * time + carrierRad);
    const unbalance = 1 + UNBALANCE_LOAD_RATIO * Math.cos(TURN * shaftHz * time + unbalanceRad);
    timeS.push(time);
    strength.push(contactLoad * unbalance * Math.max(0, 1 + STRENGTH_JITTER_RATIO * random.normal()));
    time += periodS * (1 + SLIP_JITTER_RATIO * random.normal());
  }
  return { timeS, strength };
}
