import { InvalidValue, type Spectrum } from "@phm/domain";
import { floorFastLength, spectrumLines } from "../fft/real-fft.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { lastLineTo } from "../spectrum/band-rms.js";
import { addMeanSquares } from "../spectrum/mean-square-spectrum.js";
import { windowCorrection } from "../spectrum/window.js";

export interface EnvelopeSpectrumOptions {
  /** Highest frequency kept, default 1000 Hz: well above the third harmonic of most bearing frequencies. */
  readonly maxHz: number;
  /** Most lines kept, default 2000. */
  readonly maxLines: number;
}

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
  requireSamples(envelope, 1);
  requireSampleRate(sampleRateHz);
  const { maxHz = 1000, maxLines = 2000 } = options;
  if (!(maxHz > 0 && Number.isFinite(maxHz))) throw new InvalidValue("maxHz", maxHz, "a finite number above 0");
  if (!(maxLines >= 2)) throw new InvalidValue("maxLines", maxLines, "at least 2");
  if (maxHz > sampleRateHz / 2) return insufficientData(`${maxHz} Hz is above Nyquist at ${sampleRateHz / 2} Hz`);
  const length = floorFastLength(Math.min(envelope.length, ((maxLines - 1) * sampleRateHz) / maxHz));
  if (length === undefined) return insufficientData(`${envelope.length} samples are fewer than the 32 of the shortest segment`);
  const starts = segmentStarts(envelope.length, length);
  const meanSquare = new Float64Array(spectrumLines(length));
  for (const start of starts) addMeanSquares(envelope.subarray(start, start + length), { window: "hann", detrend: "mean" }, meanSquare);
  const resolutionHz = sampleRateHz / length;
  const amplitude = new Float32Array(Math.min(meanSquare.length, lastLineTo(maxHz, resolutionHz) + 1));
  // From energy to amplitude correction, and from the mean square of a sine to its peak.
  const peakRatio = (windowCorrection("hann", "amplitude") / windowCorrection("hann", "energy")) * Math.SQRT2;
  for (let k = 0; k < amplitude.length; k++) amplitude[k] = peakRatio * Math.sqrt((meanSquare[k] as number) / starts.length);
  return { resolutionHz, amplitude };
}

/** First samples of the segments: as few as cover the whole record with neighbours overlapping by at least half. */
function segmentStarts(samples: number, length: number): number[] {
  const gaps = Math.ceil((samples - length) / (length / 2));
  return Array.from({ length: gaps + 1 }, (_, index) => (gaps === 0 ? 0 : Math.round((index * (samples - length)) / gaps)));
}
