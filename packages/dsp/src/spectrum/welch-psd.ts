import { InvalidValue } from "@phm/domain";
import { spectrumLines } from "../fft/real-fft.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { addMeanSquares } from "./mean-square-spectrum.js";
import type { WindowOptions } from "./windowed-transform.js";

/** One-sided power spectral density from 0 Hz to Nyquist. */
export interface PowerSpectralDensity {
  readonly resolutionHz: number;
  /** (unit)² per Hz. */
  readonly density: Float64Array;
  /** Number of segments averaged. */
  readonly segments: number;
}

export interface WelchOptions extends WindowOptions {
  /** Samples of a segment, default 4096; a shorter record becomes one segment. */
  readonly segmentLength: number;
  /** Share by which consecutive segments overlap, 0 <= overlapRatio < 1, default 0.5. */
  readonly overlapRatio: number;
}

/**
 * Power spectral density by averaging overlapping windowed segments (Welch 1967), scaled and detrended as `scipy.signal.welch`
 * does by default; samples after the last whole segment are not used.
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or an option outside its range
 * Invariant: density summed × resolutionHz is the (windowed) mean square about the mean.
 */
export function welchPsd(samples: Float32Array, sampleRateHz: number, options: Partial<WelchOptions> = {}): PowerSpectralDensity {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  const { segmentLength = 4096, overlapRatio = 0.5, window = "hann", detrend = "mean" } = options;
  if (!Number.isInteger(segmentLength) || segmentLength < 2) {
    throw new InvalidValue("segmentLength", segmentLength, "an integer of at least 2");
  }
  if (!(overlapRatio >= 0 && overlapRatio < 1)) throw new InvalidValue("overlapRatio", overlapRatio, "at least 0 and below 1");
  const length = Math.min(segmentLength, samples.length);
  const step = length - Math.min(Math.floor(length * overlapRatio), length - 1);
  const density = new Float64Array(spectrumLines(length));
  let segments = 0;
  for (let start = 0; start + length <= samples.length; start += step, segments++) {
    addMeanSquares(samples.subarray(start, start + length), { window, detrend }, density);
  }
  const resolutionHz = sampleRateHz / length;
  for (let k = 0; k < density.length; k++) density[k] = (density[k] as number) / (segments * resolutionHz);
  return { resolutionHz, density, segments };
}
