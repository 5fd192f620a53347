import { spectrumLines } from "../fft/real-fft.js";
import { float64Result } from "../signal/result-buffer.js";
import { MAX_TRANSFORMABLE_SUM, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { windowPlan } from "./window.js";
import { addLinePowers, type WindowOptions, windowedTransform } from "./windowed-transform.js";

/** Where the mean square of a signal lies, line by line: one-sided, energy-corrected, float64. */
export interface MeanSquareSpectrum {
  readonly sampleRateHz: number;
  readonly resolutionHz: number;
  /** Each line's share of the mean square, (unit)². */
  readonly meanSquare: Float64Array;
}

export interface MeanSquareOptions extends WindowOptions {
  /** Receives the lines instead of a new array: `spectrumLines` values. */
  readonly into: Float64Array;
}

/**
 * @param options window (default `hann`, energy-corrected), detrend (default `mean`), into (default a new array)
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or a sample rate that is not above 0
 * Invariant (Parseval): the sum of all lines is mean((w·x)²) / mean(w²); with `rectangular` it is the mean square of the samples.
 */
export function meanSquareSpectrum(
  samples: Float32Array,
  sampleRateHz: number,
  options: Partial<MeanSquareOptions> = {},
): MeanSquareSpectrum {
  requireSamples(samples, 2, MAX_TRANSFORMABLE_SUM);
  requireSampleRate(sampleRateHz);
  const { window = "hann", detrend = "mean", into } = options;
  const plan = windowPlan(window, samples.length);
  const meanSquare = float64Result(into, spectrumLines(samples.length)).fill(0);
  addLinePowers(windowedTransform(samples, 0, plan, detrend), samples.length, (plan.corrections.energy / samples.length) ** 2, meanSquare);
  return { sampleRateHz, resolutionHz: sampleRateHz / samples.length, meanSquare };
}
