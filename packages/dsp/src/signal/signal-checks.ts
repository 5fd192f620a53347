import { InvalidValue } from "@phm/domain";

/**
 * Most that the magnitudes of a waveform may add up to for a float32 transform and its unscaled inverse, of any length, to stay finite.
 * No measurement comes near.
 */
export const MAX_TRANSFORMABLE_SUM = 1e30;

/** The same for squares of its lines in float32. */
export const MAX_SQUARABLE_SUM = 1e18;

/**
 * @param maxMagnitudeSum most that the magnitudes may add up to; default any
 * @returns the sum of the samples, which the check can give along and a mean needs
 * @throws InvalidValue when there are fewer than `minimum` samples, one is NaN or infinite (its index is named), or they are too large
 */
export function requireSamples(samples: Float32Array, minimum: number, maxMagnitudeSum = Number.MAX_VALUE): number {
  if (samples.length < minimum) throw new InvalidValue("samples.length", samples.length, `at least ${minimum}`, "too_few_samples");
  // Sums instead of a test per sample, two of each side by side: a single one waits for each addition before it can start the next.
  // Finite float32 values cannot overflow a float64 sum.
  let evenSum = 0;
  let oddSum = 0;
  let evenSize = 0;
  let oddSize = 0;
  const whole = samples.length - 1;
  let i = 0;
  for (; i < whole; i += 2) {
    const even = samples[i] as number;
    const odd = samples[i + 1] as number;
    evenSum += even;
    oddSum += odd;
    evenSize += Math.abs(even);
    oddSize += Math.abs(odd);
  }
  const last = i < samples.length ? (samples[i] as number) : 0;
  const size = evenSize + oddSize + Math.abs(last);
  if (!(size <= maxMagnitudeSum)) throw faultOf(samples, size, maxMagnitudeSum);
  return evenSum + oddSum + last;
}

function faultOf(samples: Float32Array, size: number, limit: number): InvalidValue {
  const index = samples.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) return new InvalidValue(`samples[${index}]`, samples[index], "a finite number", "non_finite_sample");
  return new InvalidValue("the sum of the samples' magnitudes", size, `at most ${limit}`, "samples_too_large");
}

export function requireSampleRate(sampleRateHz: number): void {
  if (!(sampleRateHz > 0 && Number.isFinite(sampleRateHz))) {
    throw new InvalidValue("sampleRateHz", sampleRateHz, "a finite number above 0", "bad_sample_rate");
  }
}

export interface FrequencyBand {
  readonly lowHz: number;
  readonly highHz: number;
}

/** @throws InvalidValue unless 0 <= lowHz < highHz, both finite. Whether Nyquist reaches that far is the caller's question. */
export function requireBand({ lowHz, highHz }: FrequencyBand): void {
  if (!(lowHz >= 0 && Number.isFinite(lowHz))) throw new InvalidValue("lowHz", lowHz, "a finite number of at least 0", "bad_band");
  if (!(highHz > lowHz && Number.isFinite(highHz))) throw new InvalidValue("highHz", highHz, `a finite number above ${lowHz}`, "bad_band");
}
