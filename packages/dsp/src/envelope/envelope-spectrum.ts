import { InvalidValue, type Spectrum } from "@phm/domain";
import { floorFastLength, spectrumLines } from "../fft/real-fft.js";
import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { float32Result } from "../signal/result-buffer.js";
import { MAX_TRANSFORMABLE_SUM, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { lastLineTo } from "../spectrum/band-rms.js";
import { windowPlan } from "../spectrum/window.js";
import { addLinePowers, windowedTransform } from "../spectrum/windowed-transform.js";

export interface EnvelopeSpectrumOptions {
  /** Highest frequency kept, default 1000 Hz: well above the third harmonic of most bearing frequencies. */
  readonly maxHz: number;
  /** Most lines kept, default 2000. */
  readonly maxLines: number;
  /** Receives the amplitudes instead of a new array: as many values as there are lines. */
  readonly into: Float32Array;
}

const sums = new DoubleScratchBuffer();

/**
 * Amplitude spectrum of an envelope about its mean, from 0 Hz to maxHz; Hann, amplitude-corrected. The resolution is the record's
 * own where that takes at most maxLines; a longer record is cut into overlapping segments (half or more), spread evenly from its first to its last
 * sample, of the longest length that does, and each line is the root mean square of its amplitudes.
 * A segment has a fast length (see `floorFastLength`).
 * @returns insufficientData when maxHz is above Nyquist or the envelope has fewer than 32 samples
 * @throws InvalidValue on an envelope that is not finite, or a sample rate or option that is not above 0
 */
export function envelopeSpectrum(
  envelope: Float32Array,
  sampleRateHz: number,
  options: Partial<EnvelopeSpectrumOptions> = {},
): Spectrum | InsufficientData {
  requireSamples(envelope, 1, MAX_TRANSFORMABLE_SUM);
  requireSampleRate(sampleRateHz);
  const { maxHz = 1000, maxLines = 2000, into } = options;
  if (!(maxHz > 0 && Number.isFinite(maxHz))) throw new InvalidValue("maxHz", maxHz, "a finite number above 0");
  if (!(maxLines >= 2)) throw new InvalidValue("maxLines", maxLines, "at least 2");
  if (maxHz > sampleRateHz / 2) return insufficientData(`${maxHz} Hz is above Nyquist at ${sampleRateHz / 2} Hz`);
  const length = floorFastLength(Math.min(envelope.length, ((maxLines - 1) * sampleRateHz) / maxHz));
  if (length === undefined) return insufficientData(`${envelope.length} samples are fewer than the 32 of the shortest segment`);
  const resolutionHz = sampleRateHz / length;
  const lines = Math.min(spectrumLines(length), lastLineTo(maxHz, resolutionHz) + 1);
  const plan = windowPlan("hann", length);
  const meanSquare = sums.take(lines).fill(0);
  // As few segments as cover the whole record with neighbours overlapping by at least half.
  const gaps = Math.ceil((envelope.length - length) / (length / 2));
  for (let i = 0; i <= gaps; i++) {
    const start = gaps === 0 ? 0 : Math.round((i * (envelope.length - length)) / gaps);
    addLinePowers(windowedTransform(envelope, start, plan, "mean"), length, 1, meanSquare);
  }
  const amplitude = float32Result(into, lines);
  // From the mean square of a sine to its peak.
  const scale = (plan.corrections.amplitude / length) * Math.SQRT2;
  for (let k = 0; k < lines; k++) amplitude[k] = scale * Math.sqrt((meanSquare[k] as number) / (gaps + 1));
  return { resolutionHz, amplitude };
}
