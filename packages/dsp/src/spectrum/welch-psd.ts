import { spectrumLines } from "../fft/real-fft.js";
import { float64Result } from "../signal/result-buffer.js";
import { MAX_TRANSFORMABLE_SUM, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { type SegmentOptions, segmentCount, segmentSamples, segmentStep } from "./segments.js";
import { windowPlan } from "./window.js";
import { addLinePowers, type WindowOptions, windowedTransform } from "./windowed-transform.js";

/** One-sided power spectral density from 0 Hz to Nyquist. */
export interface PowerSpectralDensity {
  readonly resolutionHz: number;
  /** (unit)² per Hz. */
  readonly density: Float64Array;
  /** Number of segments averaged. */
  readonly segments: number;
}

/** segmentLength (default 4096) and overlapRatio (default 0.5) as in {@link SegmentOptions}. */
export interface WelchOptions extends WindowOptions, SegmentOptions {
  /** Receives the density instead of a new array: `spectrumLines` of the segment. */
  readonly into: Float64Array;
}

/**
 * Power spectral density by averaging overlapping windowed segments (Welch 1967), scaled and detrended as `scipy.signal.welch`
 * does by default; samples after the last whole segment are not used.
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or an option outside its range
 * Invariant: density summed × resolutionHz is the (windowed) mean square about the mean.
 */
export function welchPsd(samples: Float32Array, sampleRateHz: number, options: Partial<WelchOptions> = {}): PowerSpectralDensity {
  requireSamples(samples, 2, MAX_TRANSFORMABLE_SUM);
  requireSampleRate(sampleRateHz);
  const { segmentLength = 4096, overlapRatio = 0.5, window = "hann", detrend = "mean", into } = options;
  const length = segmentSamples(samples.length, segmentLength);
  const step = segmentStep(length, overlapRatio);
  const count = segmentCount(samples.length, length, step);
  const plan = windowPlan(window, length);
  const density = float64Result(into, spectrumLines(length)).fill(0);
  const resolutionHz = sampleRateHz / length;
  const scale = (plan.corrections.energy / length) ** 2 / (count * resolutionHz);
  for (let i = 0; i < count; i++) addLinePowers(windowedTransform(samples, i * step, plan, detrend), length, 1, density);
  // Once at the end: a fraction handed to a function may be put on the heap, here once for each segment.
  for (let k = 0; k < density.length; k++) density[k] = (density[k] as number) * scale;
  return { resolutionHz, density, segments: count };
}
