import { InvalidValue } from "@phm/domain";

/** @throws InvalidValue when there are fewer than `minimum` samples, or one is NaN or infinite (its index is named). */
export function requireSamples(samples: Float32Array, minimum: number): void {
  if (samples.length < minimum) throw new InvalidValue("samples.length", samples.length, `at least ${minimum}`, "too_few_samples");
  // One sum instead of a test per sample: finite float32 values cannot overflow a float64 sum.
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i] as number;
  if (Number.isFinite(sum)) return;
  const index = samples.findIndex((value) => !Number.isFinite(value));
  throw new InvalidValue(`samples[${index}]`, samples[index], "a finite number", "non_finite_sample");
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
