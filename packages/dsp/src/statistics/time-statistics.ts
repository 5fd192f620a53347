import { requireSamples } from "../signal/signal-checks.js";
import { sumOf } from "../signal/sum.js";

/**
 * Time-domain statistics of one waveform. All but `mean` and `peakToPeak` are taken about the mean, so that an offset of the
 * sensor changes none of them; all moments are population moments (divided by n). In the unit of the samples or without unit.
 * The ratios are absent where the waveform is constant: they have no value there.
 */
export interface TimeStatistics {
  readonly mean: number;
  /** sqrt(m2), the root mean square about the mean. */
  readonly rms: number;
  /** Largest distance from the mean. */
  readonly peak: number;
  readonly peakToPeak: number;
  /** peak / rms; sqrt(2) for a sine. */
  readonly crest?: number;
  /** Pearson's m4 / m2²: 3 for Gaussian noise, 1.5 for a sine. */
  readonly kurtosis?: number;
  /** m3 / m2^1.5: 0 for a symmetric waveform. */
  readonly skewness?: number;
  /** peak / (mean of sqrt|x|)². */
  readonly clearance?: number;
  /** peak / mean of |x|; π/2 for a sine. */
  readonly impulse?: number;
}

/**
 * @param samples at least 1
 * @throws InvalidValue on an empty waveform, or on a NaN or infinite sample
 */
export function timeStatistics(samples: Float32Array): TimeStatistics {
  const n = samples.length;
  const mean = requireSamples(samples, 1) / n;
  // Declared one by one: destructured, this loop takes half as long again.
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum1 = 0;
  let sumRoot = 0;
  let sum2 = 0;
  let sum3 = 0;
  let sum4 = 0;
  for (let i = 0; i < n; i++) {
    const sample = samples[i] as number;
    const value = sample - mean;
    const size = Math.abs(value);
    const square = value * value;
    if (sample < min) min = sample;
    if (sample > max) max = sample;
    sum1 += size;
    sumRoot += Math.sqrt(size);
    sum2 += square;
    sum3 += square * value;
    sum4 += square * square;
  }
  // A constant waveform may leave a rounding residue about its computed mean: it must not become a crest factor.
  if (min === max) return { mean: min, rms: 0, peak: 0, peakToPeak: 0 };
  const variance = sum2 / n;
  const rms = Math.sqrt(variance);
  const peak = Math.max(max - mean, mean - min);
  const crest = peak / rms;
  const kurtosis = sum4 / n / (variance * variance);
  const skewness = sum3 / n / (variance * rms);
  const clearance = peak / (sumRoot / n) ** 2;
  const impulse = peak / (sum1 / n);
  // Below about 1e-80 the fourth power underflows: then the ratios have no value either.
  if (!Number.isFinite(crest + kurtosis + skewness + clearance + impulse)) return { mean, rms, peak, peakToPeak: max - min };
  return { mean, rms, peak, peakToPeak: max - min, crest, kurtosis, skewness, clearance, impulse };
}

/** Arithmetic mean, in float64. The samples are finite and at least one. */
export function meanOf(samples: Float32Array): number {
  return sumOf(samples) / samples.length;
}
