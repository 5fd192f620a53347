import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { writeMonotoneCubic } from "./monotone-cubic.js";
import type { ShaftAngle } from "./shaft-angle.js";

const angles = new DoubleScratchBuffer();

/**
 * Corrects a shaft's angle by the phase of one of its harmonics (demodulation as in Bonnardot et al., Mech. Syst. Signal Process. 19,
 * 2005): what the known angle leaves of the harmonic's phase, averaged with a Hann window around each instant, is added to it.
 * The first and the last instant, which have half a window, are corrected as the ones beside them.
 * @param shaftAngle at least 3 instants, from the first to the last sample; off by less than half a period of the harmonic between two
 */
export function correctedByPhase(
  samples: Float32Array,
  sampleRateHz: number,
  shaftAngle: ShaftAngle,
  harmonic: number,
  windowLength: number,
): ShaftAngle {
  const { timesS, revolutions } = shaftAngle;
  const angle = angles.take(samples.length);
  writeMonotoneCubic(timesS, revolutions, 0, 1 / sampleRateHz, angle);
  const last = revolutions.length - 1;
  const periods = new Float64Array(revolutions.length);
  for (let index = 1; index < last; index++) {
    const centre = Math.round((timesS[index] as number) * sampleRateHz);
    const phase = phaseAround(samples, angle, harmonic, centre, windowLength);
    const before = index === 1 ? phase : (periods[index - 1] as number);
    periods[index] = phase - Math.round(phase - before);
  }
  periods[0] = periods[1] as number;
  periods[last] = periods[last - 1] as number;
  return { timesS, revolutions: revolutions.map((value, index) => value + (periods[index] as number) / harmonic) };
}

/** Phase of the harmonic against the known angle, in periods from -0.5 to 0.5. */
function phaseAround(samples: Float32Array, angle: Float64Array, harmonic: number, centre: number, windowLength: number): number {
  const half = windowLength / 2;
  let [re, im] = [0, 0];
  for (let i = Math.max(0, Math.ceil(centre - half)); i <= Math.min(samples.length - 1, centre + half); i++) {
    const value = (samples[i] as number) * (0.5 + 0.5 * Math.cos((Math.PI * (i - centre)) / half));
    const radians = 2 * Math.PI * harmonic * (angle[i] as number);
    re += value * Math.cos(radians);
    im -= value * Math.sin(radians);
  }
  return Math.atan2(im, re) / (2 * Math.PI);
}
