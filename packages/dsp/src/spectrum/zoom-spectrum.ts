import { InvalidValue } from "@phm/domain";
import { chirpTransform } from "../fft/chirp-transform.js";
import { MAX_FFT_LENGTH } from "../fft/transform-plans.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { float32Result } from "../signal/result-buffer.js";
import { type FrequencyBand, MAX_TRANSFORMABLE_SUM, requireBand, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { sumOf } from "../signal/sum.js";
import { windowPlan } from "./window.js";
import type { WindowOptions } from "./windowed-transform.js";

export interface ZoomOptions extends WindowOptions {
  /** Lines from lowHz to highHz, both included; default 1000, at least 2. */
  readonly lines: number;
  /** Receives the amplitudes instead of a new array: `lines` values. */
  readonly into: Float32Array;
}

/** Amplitudes on evenly spaced frequencies that need not be multiples of anything. */
export interface ZoomSpectrum {
  readonly lowHz: number;
  /** Distance of two lines. Two tones closer than about two lines of the record, sampleRateHz / samples, still merge. */
  readonly resolutionHz: number;
  /** Peak amplitude of the sine on each frequency, in the unit of the samples. */
  readonly amplitude: Float32Array;
}

const MAX_LINES = 2 ** 20;

/**
 * Zoom FFT: the spectrum of the whole record on a fine grid within a band, by the chirp-z transform (Rabiner, Schafer and Rader 1969).
 * Unlike heterodyning with decimation it has no filter, hence no ripple and no aliasing at the band's ends: each value is that of
 * the Fourier sum itself. In float64; its cost is that of two complex transforms of samples + lines, whatever the band.
 * @param options lines (default 1000), window (default `hann`, amplitude-corrected), detrend (default `none`), into
 * @returns insufficientData when the band reaches above Nyquist
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or an option outside its range
 * Invariant: at a frequency that is a line of `amplitudeSpectrum` the two agree; a sine A·sin(2πft) gives A at f, wherever f is, once
 * the record holds enough periods for its mirror image not to leak in.
 */
export function zoomSpectrum(
  samples: Float32Array,
  sampleRateHz: number,
  band: FrequencyBand,
  options: Partial<ZoomOptions> = {},
): ZoomSpectrum | InsufficientData {
  requireSamples(samples, 2, MAX_TRANSFORMABLE_SUM);
  requireSampleRate(sampleRateHz);
  requireBand(band);
  const { lines = 1000, window = "hann", detrend = "none", into } = options;
  if (!(Number.isInteger(lines) && lines >= 2 && lines <= MAX_LINES))
    throw new InvalidValue("lines", lines, `an integer from 2 to ${MAX_LINES}`);
  if (band.highHz > sampleRateHz / 2) return insufficientData(`${band.highHz} Hz is above Nyquist at ${sampleRateHz / 2} Hz`);
  if (samples.length > MAX_FFT_LENGTH) throw new InvalidValue("samples.length", samples.length, `at most ${MAX_FFT_LENGTH}`);
  const { weights, corrections } = windowPlan(window, samples.length);
  const offset = detrend === "mean" ? sumOf(samples) / samples.length : 0;
  const resolutionHz = (band.highHz - band.lowHz) / (lines - 1);
  const amplitude = float32Result(into, lines);
  const transform = chirpTransform(samples.length, lines, band.lowHz / sampleRateHz, resolutionHz / sampleRateHz);
  const values = transform.run(samples, weights, offset);
  const scale = corrections.amplitude / samples.length;
  for (let k = 0; k < lines; k++) {
    const frequencyHz = band.lowHz + k * resolutionHz;
    // At 0 Hz and Nyquist the mirror image is the line itself.
    const isSingle = frequencyHz === 0 || (k === lines - 1 && 2 * band.highHz === sampleRateHz);
    const re = values.re[k] as number;
    const im = values.im[k] as number;
    amplitude[k] = (isSingle ? 1 : 2) * scale * Math.sqrt(re * re + im * im);
  }
  return { lowHz: band.lowHz, resolutionHz, amplitude };
}
