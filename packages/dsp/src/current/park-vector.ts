import type { Spectrum } from "@phm/domain";
import { type InsufficientData, insufficientData, isInsufficient } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { amplitudeSpectrum } from "../spectrum/amplitude-spectrum.js";
import { meanOf } from "../statistics/time-statistics.js";
import { magnitude, tonePhasor } from "./phasor.js";
import { type PhaseCurrents, requireSameLength } from "./symmetrical-components.js";

/** The three currents as one vector in the plane of the air gap, sample by sample, in the unit of the currents. */
export interface ParkVector {
  readonly d: Float32Array;
  readonly q: Float32Array;
}

/**
 * Park's vector (Cardoso et al. 1999): d = √(2/3)·ia - (ib + ic)/√6, q = (ib - ic)/√2. In-phase parts drop out.
 * @param currents three, or two with a sum of zero
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or channels of different length
 * Invariant: for a balanced system of amplitude A the vector turns on a circle of radius A·√(3/2).
 */
export function parkVector(currents: PhaseCurrents): ParkVector {
  requireSameLength(currents);
  const { a, b, c } = currents;
  for (const phase of c === undefined ? [a, b] : [a, b, c]) requireSamples(phase, 2);
  const [d, q] = [new Float32Array(a.length), new Float32Array(a.length)];
  for (let i = 0; i < a.length; i++) {
    const [ia, ib] = [a[i] as number, b[i] as number];
    const ic = c === undefined ? -ia - ib : (c[i] as number);
    d[i] = Math.sqrt(2 / 3) * ia - (ib + ic) / Math.sqrt(6);
    q[i] = (ib - ic) / Math.SQRT2;
  }
  return { d, q };
}

/** Length of Park's vector, sample by sample: constant in a sound machine on a balanced supply. */
export function parkModulus({ d, q }: ParkVector): Float32Array {
  const modulus = new Float32Array(d.length);
  for (let i = 0; i < modulus.length; i++) modulus[i] = Math.sqrt((d[i] as number) ** 2 + (q[i] as number) ** 2);
  return modulus;
}

/**
 * Minor over major axis of the ellipse on which Park's vector turns, from the covariance of d and q: 1 for a circle, 0 for a line.
 * With fundamentals alone it is (|I1| - |I2|)/(|I1| + |I2|).
 * @returns insufficientData where the vector does not move
 */
export function parkAxisRatio({ d, q }: ParkVector): number | InsufficientData {
  const [meanD, meanQ] = [meanOf(d), meanOf(q)];
  let [dd, qq, dq] = [0, 0, 0];
  for (let i = 0; i < d.length; i++) {
    const [x, y] = [(d[i] as number) - meanD, (q[i] as number) - meanQ];
    dd += x * x;
    qq += y * y;
    dq += x * y;
  }
  const half = (dd + qq) / 2;
  if (half === 0) return insufficientData("Park's vector does not move");
  const spread = Math.hypot((dd - qq) / 2, dq);
  return Math.sqrt(Math.max(0, half - spread) / (half + spread));
}

/**
 * Amplitude spectrum of the modulus of Park's vector about its mean: the extended Park's vector approach (Cruz & Cardoso 2001). The
 * fundamental has become the mean, so what modulates it stands alone: stator faults at 2f, broken bars at 2sf, eccentricity at fr.
 * @throws InvalidValue as `amplitudeSpectrum`
 */
export function parkModulusSpectrum(modulus: Float32Array, sampleRateHz: number): Spectrum {
  return amplitudeSpectrum(modulus, sampleRateHz, { detrend: "mean" });
}

/**
 * Amplitude of the modulus at twice the fundamental over its mean: the severity factor of stator faults of Cruz & Cardoso (2001). A ratio;
 * for a small unbalance it is |I2/I1|.
 * @returns insufficientData where the vector has no length, the record holds fewer than 3 periods of the fundamental, or 2f is not below Nyquist
 * @throws InvalidValue as `tonePhasor`
 */
export function parkTwiceSupplyRatio(modulus: Float32Array, sampleRateHz: number, fundamentalHz: number): number | InsufficientData {
  requireSamples(modulus, 2);
  requireSampleRate(sampleRateHz);
  const mean = meanOf(modulus);
  if (mean === 0) return insufficientData("Park's vector has no length");
  const phasor = tonePhasor(modulus, sampleRateHz, 2 * fundamentalHz);
  return isInsufficient(phasor) ? phasor : (Math.SQRT2 * magnitude(phasor)) / mean;
}
