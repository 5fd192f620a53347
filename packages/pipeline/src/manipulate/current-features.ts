import { currentFundamental, type FrequencyBand, isInsufficient, type MeanSquareSpectrum } from "@phm/dsp";
import type { FeatureValues } from "./feature-values.js";

/** Where the fundamental is sought when the supply is not known: inverters included. */
const ANY_SUPPLY: FrequencyBand = { lowHz: 5, highHz: 400 };

/**
 * - `fundamentalHz`: strongest line from 0.1 to 1.5 × the supply frequency (an inverter runs below it), or from 5 to 400 Hz
 *   where the supply is not known; Hann, interpolated between lines
 * - `fundamentalRms`: its r.m.s., channel's unit
 * - `thd`: total harmonic distortion, harmonics 2 to 40 below Nyquist, a ratio
 */
export function currentFeatures(spectrum: MeanSquareSpectrum, supplyHz: number | undefined, values: FeatureValues): void {
  const nyquistHz = spectrum.sampleRateHz / 2;
  const wanted = supplyHz === undefined ? ANY_SUPPLY : { lowHz: 0.1 * supplyHz, highHz: 1.5 * supplyHz };
  if (wanted.lowHz >= nyquistHz) return;
  const fundamental = currentFundamental(spectrum, { lowHz: wanted.lowHz, highHz: Math.min(wanted.highHz, nyquistHz) });
  if (isInsufficient(fundamental)) return;
  for (const [name, value] of Object.entries(fundamental)) values.add(name, value);
}
