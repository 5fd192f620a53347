import { STANDARD_GRAVITY_M_PER_S2 } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireBand } from "../signal/signal-checks.js";
import { firstLineFrom, lastLineTo } from "../spectrum/band-rms.js";
import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";

/** ISO 20816-1: broad-band vibration velocity is judged from 10 to 1000 Hz. */
export const ISO_VELOCITY_BAND: FrequencyBand = { lowHz: 10, highHz: 1000 };

export type AccelerationUnit = "g" | "m/s2";

const MM_PER_S2: Readonly<Record<AccelerationUnit, number>> = { g: 1000 * STANDARD_GRAVITY_M_PER_S2, "m/s2": 1000 };

/**
 * Velocity r.m.s. in mm/s from the mean square spectrum of an acceleration, by integration in the frequency domain: each line's
 * mean square is divided by (2πf)². Lines with lowHz <= f <= highHz count (default 10 to 1000 Hz); below the lower cut-off,
 * where integration would blow up offset and drift, nothing does.
 * @returns insufficientData when the record is shorter than one period of lowHz, lowHz is 0, or highHz is above Nyquist
 * @throws InvalidValue unless 0 <= lowHz < highHz
 * Closed form: a·sin(2πft) with a in m/s² gives 1000·a / (2πf·sqrt 2) mm/s. Example: 1 g peak at 159.155 Hz -> 6.934 mm/s.
 */
export function velocityRmsMmPerS(
  acceleration: MeanSquareSpectrum,
  unit: AccelerationUnit,
  band: FrequencyBand = ISO_VELOCITY_BAND,
): number | InsufficientData {
  requireBand(band);
  const { meanSquare, resolutionHz, sampleRateHz } = acceleration;
  if (band.highHz > sampleRateHz / 2) return insufficientData(`${band.highHz} Hz is above Nyquist at ${sampleRateHz / 2} Hz`);
  const first = firstLineFrom(band.lowHz, resolutionHz);
  if (first < 1) return insufficientData("velocity has no value at 0 Hz");
  if (band.lowHz < lowestHz(resolutionHz)) return insufficientData(`a line of ${resolutionHz} Hz is wider than ${band.lowHz} Hz`);
  let sum = 0;
  for (let k = first; k <= lastLineTo(band.highHz, resolutionHz); k++) {
    sum += (meanSquare[k] as number) / (2 * Math.PI * k * resolutionHz) ** 2;
  }
  return MM_PER_S2[unit] * Math.sqrt(sum);
}

/** The record must hold a whole period of the lowest frequency, but for rounding. */
function lowestHz(resolutionHz: number): number {
  return resolutionHz * (1 - 1e-9);
}
