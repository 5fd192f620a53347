import { spectrumLines } from "../fft/real-fft.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { windowCorrection } from "./window.js";
import { lineMultiplicity, type WindowOptions, windowedTransform } from "./windowed-transform.js";

/** Where the mean square of a signal lies, line by line: one-sided, energy-corrected, float64. */
export interface MeanSquareSpectrum {
  readonly sampleRateHz: number;
  readonly resolutionHz: number;
  /** Each line's share of the mean square, (unit)². */
  readonly meanSquare: Float64Array;
}

/**
 * @param options window (default `hann`, energy-corrected), detrend (default `mean`)
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or a sample rate that is not above 0
 * Invariant (Parseval): the sum of all lines is mean((w·x)²) / mean(w²); with `rectangular` it is the mean square of the samples.
 */
export function meanSquareSpectrum(samples: Float32Array, sampleRateHz: number, options: Partial<WindowOptions> = {}): MeanSquareSpectrum {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  const meanSquare = new Float64Array(spectrumLines(samples.length));
  addMeanSquares(samples, { window: "hann", detrend: "mean", ...options }, meanSquare);
  return { sampleRateHz, resolutionHz: sampleRateHz / samples.length, meanSquare };
}

/** Adds the energy-corrected mean square of each line of one segment to `sums`. The samples are finite. */
export function addMeanSquares(segment: Float32Array, options: WindowOptions, sums: Float64Array): void {
  const length = segment.length;
  const lines = windowedTransform(segment, options);
  const scale = (windowCorrection(options.window, "energy") / length) ** 2;
  for (let k = 0; k < sums.length; k++) {
    const [re, im] = [lines[2 * k] as number, lines[2 * k + 1] as number];
    sums[k] = (sums[k] as number) + lineMultiplicity(k, length) * scale * (re * re + im * im);
  }
}
