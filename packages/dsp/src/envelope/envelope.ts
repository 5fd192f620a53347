import { realTransform } from "../fft/transform-plans.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { float32Result } from "../signal/result-buffer.js";
import { type FrequencyBand, MAX_TRANSFORMABLE_SUM, requireBand, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { firstLineFrom, lastLineTo } from "../spectrum/band-rms.js";

/** Where bearing impacts ring on most machines and gears and shaft do not reach. */
export const DEFAULT_DEMODULATION_BAND: FrequencyBand = { lowHz: 2000, highHz: 10_000 };

/** Above this share of Nyquist an anti-aliasing filter has rolled off: what is there is not the machine. */
const USABLE_NYQUIST_RATIO = 0.8;
/** Two lines of the carrier must lie this far apart to beat at it: a narrower band has no envelope up to 1000 Hz. */
const MIN_BANDWIDTH_HZ = 1000;

/**
 * The part of a demodulation band that a sample rate can carry: cut at 0.8 × Nyquist.
 * @returns insufficientData when less than 1000 Hz is left. Example: 12 kHz sampling -> 2000 to 4800 Hz; 7 kHz sampling -> none.
 */
export function fitDemodulationBand(
  sampleRateHz: number,
  band: FrequencyBand = DEFAULT_DEMODULATION_BAND,
): FrequencyBand | InsufficientData {
  requireSampleRate(sampleRateHz);
  requireBand(band);
  const highHz = Math.min(band.highHz, (USABLE_NYQUIST_RATIO * sampleRateHz) / 2);
  if (highHz - band.lowHz >= MIN_BANDWIDTH_HZ) return { lowHz: band.lowHz, highHz };
  return insufficientData(`${sampleRateHz} Hz sampling carries less than ${MIN_BANDWIDTH_HZ} Hz of the band from ${band.lowHz} Hz on`);
}

export interface EnvelopeOptions {
  /** Receives the envelope instead of a new array: as many values as samples. The samples themselves will do. */
  readonly into: Float32Array;
}

/**
 * Envelope of the signal in a band: the magnitude of the analytic signal of its lines with lowHz <= f <= highHz (a sharp band
 * filter without phase; the record is taken as periodic, so its very ends are the least sure). Same length and unit as the samples.
 * @param samples at least 2, finite
 * @param options into (default a new array)
 * @returns insufficientData when the band reaches above Nyquist, includes no line, or includes 0 Hz or Nyquist itself, which
 *   have no analytic signal
 * Invariant: the mean square of the envelope is twice the mean square of the signal in the band.
 */
export function envelope(
  samples: Float32Array,
  sampleRateHz: number,
  band: FrequencyBand,
  options: Partial<EnvelopeOptions> = {},
): Float32Array | InsufficientData {
  requireSamples(samples, 2, MAX_TRANSFORMABLE_SUM);
  requireSampleRate(sampleRateHz);
  requireBand(band);
  const length = samples.length;
  const first = firstLineFrom(band.lowHz, sampleRateHz / length);
  const last = lastLineTo(band.highHz, sampleRateHz / length);
  if (band.highHz > sampleRateHz / 2) return insufficientData(`${band.highHz} Hz is above Nyquist at ${sampleRateHz / 2} Hz`);
  if (last < first) return insufficientData("no line lies in the band");
  if (first < 1 || 2 * last >= length) return insufficientData("the band includes 0 Hz or Nyquist");
  const result = float32Result(options.into, length);
  writeAnalyticMagnitude(samples, first, last, result);
  return result;
}

function writeAnalyticMagnitude(samples: Float32Array, first: number, last: number, result: Float32Array): void {
  const transform = realTransform(samples.length);
  const { lines } = transform;
  transform.samples.set(samples);
  transform.forward();
  lines.fill(0, 0, 2 * first).fill(0, 2 * last + 2);
  transform.inverse();
  result.set(transform.samples);
  // The Hilbert transform turns each line by -90°: (re, im) -> (im, -re). Two real inverses cost as much as a complex one.
  for (let k = first; k <= last; k++) {
    const re = lines[2 * k] as number;
    lines[2 * k] = lines[2 * k + 1] as number;
    lines[2 * k + 1] = -re;
  }
  transform.inverse();
  const quadrature = transform.samples;
  const scale = 1 / samples.length;
  for (let i = 0; i < result.length; i++) {
    const re = result[i] as number;
    const im = quadrature[i] as number;
    result[i] = scale * Math.sqrt(re * re + im * im);
  }
}
