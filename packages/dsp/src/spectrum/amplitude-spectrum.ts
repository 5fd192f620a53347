import type { Spectrum } from "@phm/domain";
import { spectrumLines } from "../fft/real-fft.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { windowCorrection } from "./window.js";
import { lineMultiplicity, type WindowOptions, windowedTransform } from "./windowed-transform.js";

/**
 * One-sided amplitude spectrum: the peak amplitude of the sine on each line, in the unit of the samples; from 0 Hz to Nyquist,
 * resolution sampleRateHz / samples. The line at 0 Hz is the magnitude of the mean.
 * @param options window (default `hann`, amplitude-corrected), detrend (default `none`)
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or a sample rate that is not above 0
 * Invariant: a sine A·sin(2πft) with f on a line gives A there, whatever the window.
 */
export function amplitudeSpectrum(samples: Float32Array, sampleRateHz: number, options: Partial<WindowOptions> = {}): Spectrum {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  const { window = "hann", detrend = "none" } = options;
  const length = samples.length;
  const lines = windowedTransform(samples, { window, detrend });
  const scale = windowCorrection(window, "amplitude") / length;
  const amplitude = new Float32Array(spectrumLines(length));
  for (let k = 0; k < amplitude.length; k++) {
    const [re, im] = [lines[2 * k] as number, lines[2 * k + 1] as number];
    amplitude[k] = lineMultiplicity(k, length) * scale * Math.sqrt(re * re + im * im);
  }
  return { resolutionHz: sampleRateHz / length, amplitude };
}
