import type { OperatingPoint } from "./operating-point.js";
import type { Random } from "./random.js";

/** Line current at rated load (a 15 kW motor on 400 V), A r.m.s.; the magnetising part is in it. */
const RATED_A_RMS = 29;
/** Share of the current that follows the load. */
const LOAD_SHARE = 0.7;
/** Depth of the modulation at twice slip frequency, for the small asymmetry any cage has: lines at (1 ± 2s)·f, each half of it. */
const CAGE_ASYMMETRY = 0.004;
/** Depth of the modulation at shaft speed, from residual eccentricity: lines at f ± fr. */
const ECCENTRICITY = 0.006;
/** Added to both depths for each mm of bearing defect: the torque ripples as the shaft runs less true. */
const RIPPLE_PER_MM = 0.0008;
/** Fifth harmonic of the supply, of the fundamental. */
const FIFTH_HARMONIC = 0.012;
const SENSOR_NOISE_A_RMS = 0.05;

const TURN = 2 * Math.PI;

/**
 * Current of one phase, A: the supply fundamental, amplitude-modulated at twice slip frequency and at shaft speed
 * (W. T. Thomson, M. Fenger, "Current signature analysis to detect induction motor faults", IEEE Ind. Appl. Mag. 7, 2001), plus the fifth
 * harmonic and noise. The slip lines lie 2·s·f, about 1.3 Hz, from the fundamental: an acquisition of 10 s and more resolves them, one of 1 s does not.
 * @param sizeMm length of the bearing's defect, 0 for none.
 */
export function motorCurrent(random: Random, at: OperatingPoint, sizeMm: number, samples: number, sampleRateHz: number): Float32Array {
  const currentA = new Float32Array(samples);
  const peakA = Math.SQRT2 * RATED_A_RMS * (1 - LOAD_SHARE + LOAD_SHARE * at.loadShare);
  const slipDepth = CAGE_ASYMMETRY + RIPPLE_PER_MM * sizeMm;
  const shaftDepth = ECCENTRICITY + RIPPLE_PER_MM * sizeMm;

  const rotate = (frequencyHz: number) => {
    const stepRad = (TURN * frequencyHz) / sampleRateHz;
    const startRad = random.uniform(0, TURN);
    return { stepCos: Math.cos(stepRad), stepSin: Math.sin(stepRad), cos: Math.cos(startRad), sin: Math.sin(startRad) };
  };
  const line = rotate(at.supplyHz);
  const slip = rotate(2 * at.slipShare * at.supplyHz);
  const shaft = rotate(at.shaftHz);
  const advance = (sine: typeof line) => {
    const cos = sine.cos * sine.stepCos - sine.sin * sine.stepSin;
    sine.sin = sine.cos * sine.stepSin + sine.sin * sine.stepCos;
    sine.cos = cos;
  };

  for (let index = 0; index < samples; index++) {
    const squared = line.cos * line.cos;
    const fifth = ((16 * squared - 20) * squared + 5) * line.cos;
    const modulation = 1 + slipDepth * slip.cos + shaftDepth * shaft.cos;
    currentA[index] = peakA * (modulation * line.cos + FIFTH_HARMONIC * fifth) + SENSOR_NOISE_A_RMS * random.normal();
    advance(line);
    advance(slip);
    advance(shaft);
  }
  return currentA;
}
