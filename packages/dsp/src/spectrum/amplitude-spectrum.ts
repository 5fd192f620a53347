import type { Spectrum } from "@phm/domain";
import { spectrumLines } from "../fft/real-fft.js";
import { float32Result } from "../signal/result-buffer.js";
import { MAX_TRANSFORMABLE_SUM, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { windowPlan } from "./window.js";
import { lineMultiplicity, type WindowOptions, windowedTransform } from "./windowed-transform.js";

export interface AmplitudeOptions extends WindowOptions {
  /** Receives the amplitudes instead of a new array: `spectrumLines` values. */
  readonly into: Float32Array;
}

/**
 * One-sided amplitude spectrum: the peak amplitude of the sine on each line, in the unit of the samples; from 0 Hz to Nyquist,
 * resolution sampleRateHz / samples. The line at 0 Hz is the magnitude of the mean.
 * @param options window (default `hann`, amplitude-corrected), detrend (default `none`), into (default a new array)
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or a sample rate that is not above 0
 * Invariant: a sine A·sin(2πft) with f on a line gives A there, whatever the window.
 */
export function amplitudeSpectrum(samples: Float32Array, sampleRateHz: number, options: Partial<AmplitudeOptions> = {}): Spectrum {
  requireSamples(samples, 2, MAX_TRANSFORMABLE_SUM);
  requireSampleRate(sampleRateHz);
  const { window = "hann", detrend = "none", into } = options;
  const length = samples.length;
  const plan = windowPlan(window, length);
  const amplitude = float32Result(into, spectrumLines(length));
  writeAmplitudes(windowedTransform(samples, 0, plan, detrend), length, plan.corrections.amplitude / length, amplitude, 0);
  return { resolutionHz: sampleRateHz / length, amplitude };
}

/** scale·|line|, one-sided, of a transform of `length` samples to amplitude[start] on. */
export function writeAmplitudes(lines: Float32Array, length: number, scale: number, amplitude: Float32Array, start: number): void {
  const last = spectrumLines(length) - 1;
  const double = 2 * scale;
  for (let k = 0; k <= last; k++) {
    const re = lines[2 * k] as number;
    const im = lines[2 * k + 1] as number;
    amplitude[start + k] = double * Math.sqrt(re * re + im * im);
  }
  amplitude[start] = (amplitude[start] as number) / 2;
  if (lineMultiplicity(last, length) === 1) amplitude[start + last] = (amplitude[start + last] as number) / 2;
}
