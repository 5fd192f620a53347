import { STANDARD_GRAVITY_M_PER_S2 } from "@phm/domain";
import type { ImpactTrain } from "./impact-train.js";
import { mode } from "./mode.js";
import type { OperatingPoint } from "./operating-point.js";
import type { Random } from "./random.js";

/** Resonance of the bearing housing, which rings at each strike. */
const HOUSING = { naturalHz: 3200, dampingRatio: 0.03 };
/** Mode of the end shield on its foot: low enough to count in the velocity of ISO 20816-3. */
const END_SHIELD = { naturalHz: 350, dampingRatio: 0.05 };

/** First peak of the housing's answer to a strike in the load zone, g per mm of defect (a spall strikes harder as it grows). */
export const STRIKE_G_PER_MM = 1.7;
/** Share of a strike that goes into the end shield mode. */
const END_SHIELD_SHARE = 0.2;
/**
 * Structure-borne noise of sound rolling contacts, through the housing resonance, g r.m.s. at rated speed and load; it grows with both.
 * A defect of 6 mm doubles it.
 */
const ROLLING_NOISE_G_RMS = 0.06;
const ROLLING_NOISE_DOUBLES_MM = 6;
/** Noise of each sensor and its mounting, white, g r.m.s. over the whole band. */
const SENSOR_NOISE_G_RMS = 0.05;

/** Residual unbalance at 1x (at rated speed; the path is the same at every speed) and misalignment at 2x, mm/s r.m.s., horizontally, in good condition. */
const UNBALANCE_MM_PER_S_RMS = 1.05;
const TWICE_MM_PER_S_RMS = 0.3;
/** Growth of both for each mm of defect: the worn bearing guides the shaft less stiffly. */
const CLEARANCE_GAIN_PER_MM = 0.25;

/** Pick-up of the mains in the sensor cables (1x line) and magnetic pull (2x line), g peak. */
const LINE_PICK_UP_G = 0.004;
const MAGNETIC_G = 0.01;

/** The vertical direction carries the load, the horizontal one is the softer. */
const HORIZONTAL_SHARE = { strike: 0.7, unbalance: 1 };
const VERTICAL_SHARE = { strike: 1, unbalance: 0.8 };

const TURN = 2 * Math.PI;

/** Peak acceleration in g of a sine of given velocity r.m.s. */
function accelerationPeakG(velocityMmPerSRms: number, frequencyHz: number): number {
  return (Math.SQRT2 * velocityMmPerSRms * TURN * frequencyHz) / (1000 * STANDARD_GRAVITY_M_PER_S2);
}

/** Housing acceleration of one acquisition. */
export interface Vibration {
  readonly horizontalG: Float32Array;
  readonly verticalG: Float32Array;
}

/**
 * Acceleration at the bearing housing, g: two resonances struck by the defect, rolling noise through the upper one,
 * unbalance at 1x and misalignment at 2x that grow with clearance, mains at 1x and 2x line frequency, sensor noise.
 * @param sizeMm length of the defect, 0 for none. @param impacts the strikes, none for a sound bearing.
 */
export function vibration(
  random: Random,
  at: OperatingPoint,
  sizeMm: number,
  impacts: ImpactTrain,
  samples: number,
  sampleRateHz: number,
): Vibration {
  const horizontalG = new Float32Array(samples);
  const verticalG = new Float32Array(samples);

  const housing = mode(HOUSING.naturalHz, HOUSING.dampingRatio, sampleRateHz);
  const shield = mode(END_SHIELD.naturalHz, END_SHIELD.dampingRatio, sampleRateHz);
  const strikeG = STRIKE_G_PER_MM * sizeMm;
  const { speedShare, loadShare } = at.asked;
  const rollingG = ROLLING_NOISE_G_RMS * speedShare * loadShare * (1 + sizeMm / ROLLING_NOISE_DOUBLES_MM);
  const rollingKick = rollingG * housing.unitNoise;
  const clearanceGain = 1 + CLEARANCE_GAIN_PER_MM * sizeMm;
  const onceG = accelerationPeakG(UNBALANCE_MM_PER_S_RMS * clearanceGain * speedShare, at.shaftHz);
  const twiceG = accelerationPeakG(TWICE_MM_PER_S_RMS * clearanceGain, 2 * at.shaftHz);

  let housingRe = rollingG * random.normal();
  let housingIm = rollingG * random.normal();
  let shieldRe = 0;
  let shieldIm = 0;

  // Sines by rotation: one complex product a sample for each, the doubled frequencies from the double-angle formulas.
  const shaftRad = random.uniform(0, TURN);
  const shaftStepCos = Math.cos((TURN * at.shaftHz) / sampleRateHz);
  const shaftStepSin = Math.sin((TURN * at.shaftHz) / sampleRateHz);
  let shaftCos = Math.cos(shaftRad);
  let shaftSin = Math.sin(shaftRad);
  const lineRad = random.uniform(0, TURN);
  const lineStepCos = Math.cos((TURN * at.supplyHz) / sampleRateHz);
  const lineStepSin = Math.sin((TURN * at.supplyHz) / sampleRateHz);
  let lineCos = Math.cos(lineRad);
  let lineSin = Math.sin(lineRad);

  let next = 0;
  for (let index = 0; index < samples; index++) {
    const oldHousingRe = housingRe;
    housingRe = oldHousingRe * housing.stepRe - housingIm * housing.stepIm + rollingKick * random.normal();
    housingIm = oldHousingRe * housing.stepIm + housingIm * housing.stepRe;
    const oldShieldRe = shieldRe;
    shieldRe = oldShieldRe * shield.stepRe - shieldIm * shield.stepIm;
    shieldIm = oldShieldRe * shield.stepIm + shieldIm * shield.stepRe;

    while (next < impacts.timeS.length && (impacts.timeS[next] as number) * sampleRateHz <= index) {
      const sinceS = index / sampleRateHz - (impacts.timeS[next] as number);
      const peakG = strikeG * (impacts.strength[next] as number);
      const housingG = peakG * Math.exp(-housing.decayPerS * sinceS);
      housingRe += housingG * Math.cos(housing.dampedRadPerS * sinceS);
      housingIm += housingG * Math.sin(housing.dampedRadPerS * sinceS);
      const shieldG = END_SHIELD_SHARE * peakG * Math.exp(-shield.decayPerS * sinceS);
      shieldRe += shieldG * Math.cos(shield.dampedRadPerS * sinceS);
      shieldIm += shieldG * Math.sin(shield.dampedRadPerS * sinceS);
      next++;
    }

    const ringing = housingRe - housing.quadrature * housingIm + shieldRe - shield.quadrature * shieldIm;
    const mains = LINE_PICK_UP_G * lineCos + MAGNETIC_G * (2 * lineCos * lineCos - 1);
    const twice = twiceG * (2 * shaftCos * shaftCos - 1);
    // The unbalance force turns: the vertical sensor sees it a quarter turn later.
    horizontalG[index] =
      HORIZONTAL_SHARE.strike * ringing +
      HORIZONTAL_SHARE.unbalance * (onceG * shaftCos + twice) +
      mains +
      SENSOR_NOISE_G_RMS * random.normal();
    verticalG[index] =
      VERTICAL_SHARE.strike * ringing +
      VERTICAL_SHARE.unbalance * (onceG * shaftSin + twice) +
      mains +
      SENSOR_NOISE_G_RMS * random.normal();

    const oldShaftCos = shaftCos;
    shaftCos = oldShaftCos * shaftStepCos - shaftSin * shaftStepSin;
    shaftSin = oldShaftCos * shaftStepSin + shaftSin * shaftStepCos;
    const oldLineCos = lineCos;
    lineCos = oldLineCos * lineStepCos - lineSin * lineStepSin;
    lineSin = oldLineCos * lineStepSin + lineSin * lineStepCos;
  }
  return { horizontalG, verticalG };
}
