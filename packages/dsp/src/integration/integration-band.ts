import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireBand } from "../signal/signal-checks.js";
import { firstLineFrom, lastLineTo } from "../spectrum/band-rms.js";

/** ISO 20816-1 and -3: broad-band vibration is judged from 10 to 1000 Hz. */
export const ISO_VELOCITY_BAND: FrequencyBand = { lowHz: 10, highHz: 1000 };

/** The lines that an integration keeps, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The lines of a band in which integration has a value: above 0 Hz, from a lowest frequency of which the record holds a whole period.
 * Below it, where integration would blow up offset and drift, nothing is kept.
 * @returns insufficientData when the record is shorter than one period of lowHz, lowHz is 0, or highHz is above Nyquist
 * @throws InvalidValue unless 0 <= lowHz < highHz
 */
export function integrationLines(band: FrequencyBand, resolutionHz: number, nyquistHz: number): LineRange | InsufficientData {
  requireBand(band);
  if (band.highHz > nyquistHz) return insufficientData(`${band.highHz} Hz is above Nyquist at ${nyquistHz} Hz`);
  const first = firstLineFrom(band.lowHz, resolutionHz);
  if (first < 1) return insufficientData("an integral has no value at 0 Hz");
  // But for rounding of the resolution.
  if (band.lowHz < resolutionHz * (1 - 1e-9)) return insufficientData(`a line of ${resolutionHz} Hz is wider than ${band.lowHz} Hz`);
  return { first, last: lastLineTo(band.highHz, resolutionHz) };
}
