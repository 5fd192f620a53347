import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireBand } from "../signal/signal-checks.js";
import type { MeanSquareSpectrum } from "./mean-square-spectrum.js";

/** Guards the line at a band's edge against rounding of edge / resolution. */
const EDGE_TOLERANCE_LINES = 1e-6;

/**
 * Mean square of the signal in a band, (unit)². The band is half open, low <= f < high, so that adjacent bands share no line;
 * one that ends at Nyquist includes it.
 * @throws InvalidValue unless 0 <= lowHz < highHz
 * @returns insufficientData when the band reaches above Nyquist or is narrower than a line
 * Invariant: bands that tile 0 Hz to Nyquist add up to the mean square of the signal.
 */
export function bandMeanSquare(spectrum: MeanSquareSpectrum, band: FrequencyBand): number | InsufficientData {
  requireBand(band);
  const { meanSquare, resolutionHz, sampleRateHz } = spectrum;
  const nyquistHz = sampleRateHz / 2;
  if (band.highHz > nyquistHz) return insufficientData(`the band ends at ${band.highHz} Hz, above Nyquist at ${nyquistHz} Hz`);
  if (band.highHz - band.lowHz < resolutionHz) return insufficientData(`the band is narrower than one line of ${resolutionHz} Hz`);
  const first = firstLineFrom(band.lowHz, resolutionHz);
  const end = band.highHz === nyquistHz ? meanSquare.length : firstLineFrom(band.highHz, resolutionHz);
  let sum = 0;
  for (let k = first; k < end; k++) sum += meanSquare[k] as number;
  return sum;
}

/** Root mean square of the signal in a band, in the unit of the samples; see {@link bandMeanSquare}. */
export function bandRms(spectrum: MeanSquareSpectrum, band: FrequencyBand): number | InsufficientData {
  const meanSquare = bandMeanSquare(spectrum, band);
  return typeof meanSquare === "number" ? Math.sqrt(meanSquare) : meanSquare;
}

/** Index of the first line at or above a frequency. */
export function firstLineFrom(frequencyHz: number, resolutionHz: number): number {
  return Math.ceil(frequencyHz / resolutionHz - EDGE_TOLERANCE_LINES);
}

/** Index of the last line at or below a frequency. */
export function lastLineTo(frequencyHz: number, resolutionHz: number): number {
  return Math.floor(frequencyHz / resolutionHz + EDGE_TOLERANCE_LINES);
}
