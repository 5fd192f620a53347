import { forwardRealFft, inverseRealFft, spectrumLines } from "../fft/real-fft.js";
import { ScratchBuffer } from "../fft/scratch-buffer.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireBand, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
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

const spectrum = new ScratchBuffer();
const shifted = new ScratchBuffer();
const quadrature = new ScratchBuffer();

/**
 * Envelope of the signal in a band: the magnitude of the analytic signal of its lines with lowHz <= f <= highHz (a sharp band
 * filter without phase; the record is taken as periodic, so its very ends are the least sure). Same length and unit as the samples.
 * @param samples at least 2, finite
 * @returns insufficientData when the band reaches above Nyquist, includes no line, or includes 0 Hz or Nyquist itself, which
 *   have no analytic signal
 * Invariant: the mean square of the envelope is twice the mean square of the signal in the band.
 */
export function envelope(samples: Float32Array, sampleRateHz: number, band: FrequencyBand): Float32Array | InsufficientData {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  requireBand(band);
  const length = samples.length;
  const first = firstLineFrom(band.lowHz, sampleRateHz / length);
  const last = lastLineTo(band.highHz, sampleRateHz / length);
  if (band.highHz > sampleRateHz / 2) return insufficientData(`${band.highHz} Hz is above Nyquist at ${sampleRateHz / 2} Hz`);
  if (last < first) return insufficientData("no line lies in the band");
  if (first < 1 || 2 * last >= length) return insufficientData("the band includes 0 Hz or Nyquist");
  return analyticMagnitude(samples, first, last);
}

function analyticMagnitude(samples: Float32Array, first: number, last: number): Float32Array {
  const size = 2 * spectrumLines(samples.length);
  const lines = spectrum.take(size);
  forwardRealFft(samples, lines);
  lines.fill(0, 0, 2 * first).fill(0, 2 * last + 2);
  // The Hilbert transform turns each line by -90°: (re, im) -> (im, -re). Two real inverses cost as much as a complex one.
  const turned = shifted.take(size).fill(0);
  for (let k = first; k <= last; k++) {
    turned[2 * k] = lines[2 * k + 1] as number;
    turned[2 * k + 1] = -(lines[2 * k] as number);
  }
  const result = new Float32Array(samples.length);
  const imaginary = quadrature.take(samples.length);
  inverseRealFft(lines, result);
  inverseRealFft(turned, imaginary);
  for (let i = 0; i < result.length; i++) {
    const [re, im] = [result[i] as number, imaginary[i] as number];
    result[i] = Math.sqrt(re * re + im * im);
  }
  return result;
}
