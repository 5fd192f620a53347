import { InvalidValue } from "@phm/domain";
import { spectrumLines } from "../fft/real-fft.js";
import { float32Result } from "../signal/result-buffer.js";
import { MAX_SQUARABLE_SUM, MAX_TRANSFORMABLE_SUM, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { writeAmplitudes } from "./amplitude-spectrum.js";
import { type SegmentOptions, segmentCount, segmentSamples, segmentStep } from "./segments.js";
import { windowPlan } from "./window.js";
import { lineMultiplicity, type WindowOptions, windowedTransform } from "./windowed-transform.js";

/**
 * What a line tells: `amplitude` the peak of a sine, in the unit of the samples; `mean_square` the line's share of the mean square,
 * (unit)²; `density` that share per Hz, (unit)²/Hz.
 */
export const SPECTRUM_SCALINGS = ["amplitude", "mean_square", "density"] as const;
export type SpectrumScaling = (typeof SPECTRUM_SCALINGS)[number];

/** segmentLength (default 1024) and overlapRatio (default 0.5) as in {@link SegmentOptions}. */
export interface SpectrogramOptions extends WindowOptions, SegmentOptions {
  readonly scaling: SpectrumScaling;
  /** Receives the values instead of a new array: segments × lines. */
  readonly into: Float32Array;
}

/** Spectra of consecutive segments, from 0 Hz to Nyquist. */
export interface Spectrogram {
  readonly resolutionHz: number;
  /** Centre of the first segment, s from the first sample. */
  readonly firstCentreS: number;
  /** Distance of two segments, s. */
  readonly stepS: number;
  readonly segments: number;
  readonly lines: number;
  /** Line k of segment s is values[s · lines + k]. */
  readonly values: Float32Array;
}

/**
 * Short-time Fourier transform, magnitudes; samples after the last whole segment are not used, as in `welchPsd`.
 * @param options scaling (default `amplitude`), segmentLength (default 1024; a shorter record becomes one segment), overlapRatio
 *   (default 0.5), window (default `hann`), detrend of each segment (default `none`), into
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or an option outside its range
 * Invariants: a segment in `amplitude` is its `amplitudeSpectrum`, in `mean_square` its `meanSquareSpectrum`; the mean of all segments
 * in `density` is `welchPsd`.
 */
export function spectrogram(samples: Float32Array, sampleRateHz: number, options: Partial<SpectrogramOptions> = {}): Spectrogram {
  requireSampleRate(sampleRateHz);
  const { segmentLength = 1024, overlapRatio = 0.5, window = "hann", detrend = "none", scaling = "amplitude", into } = options;
  if (!SPECTRUM_SCALINGS.includes(scaling)) throw new InvalidValue("scaling", scaling, `one of ${SPECTRUM_SCALINGS.join(", ")}`);
  requireSamples(samples, 2, scaling === "amplitude" ? MAX_TRANSFORMABLE_SUM : MAX_SQUARABLE_SUM);
  const length = segmentSamples(samples.length, segmentLength);
  const step = segmentStep(length, overlapRatio);
  const count = segmentCount(samples.length, length, step);
  const plan = windowPlan(window, length);
  const lines = spectrumLines(length);
  const resolutionHz = sampleRateHz / length;
  const values = float32Result(into, count * lines);
  const powerScale = (plan.corrections.energy / length) ** 2 / (scaling === "density" ? resolutionHz : 1);
  for (let s = 0; s < count; s++) {
    const transformed = windowedTransform(samples, s * step, plan, detrend);
    if (scaling === "amplitude") writeAmplitudes(transformed, length, plan.corrections.amplitude / length, values, s * lines);
    else writePowers(transformed, length, powerScale, values, s * lines);
  }
  return { resolutionHz, firstCentreS: length / 2 / sampleRateHz, stepS: step / sampleRateHz, segments: count, lines, values };
}

/** scale·|line|², one-sided, of a transform of `length` samples to values[start] on. */
function writePowers(transformed: Float32Array, length: number, scale: number, values: Float32Array, start: number): void {
  for (let k = 0; k < spectrumLines(length); k++) {
    const re = transformed[2 * k] as number;
    const im = transformed[2 * k + 1] as number;
    values[start + k] = lineMultiplicity(k, length) * scale * (re * re + im * im);
  }
}
