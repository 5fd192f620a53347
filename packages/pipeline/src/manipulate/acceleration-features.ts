import type { ChannelSpectrum } from "@phm/domain";
import {
  bandRms,
  DoubleScratchBuffer,
  envelope,
  envelopeSpectrum,
  type FrequencyBand,
  fitDemodulationBand,
  isInsufficient,
  meanSquareSpectrum,
  ScratchBuffer,
  spectrumLines,
  velocityRmsMmPerS,
} from "@phm/dsp";
import type { FeatureValues } from "./feature-values.js";
import { directSpectrum, whitenedSpectra } from "./vibration-spectra.js";
import type { Waveform } from "./waveform.js";

/** Adjacent bands of 400 Hz from 400 to 4800 Hz. */
const BANDS: readonly FrequencyBand[] = Array.from({ length: 11 }, (_, index) => ({ lowHz: 400 * (index + 1), highHz: 400 * (index + 2) }));

/** Work arrays of the channel in hand: nothing of them is in the result. */
const lines = new DoubleScratchBuffer();
const envelopeSamples = new ScratchBuffer();

/**
 * - `velocityRmsMmPerS`: 10 to 1000 Hz by integration; absent for `raw`, below 2 kHz sampling, or on less than 0.1 s
 * - `bandRms_<low>_<high>Hz`: r.m.s. of the acceleration in each band, channel's unit; absent where the band passes Nyquist
 * - `envelopeRms`: root mean square of the envelope in the demodulation band (2 to 10 kHz, cut at 0.8 × Nyquist; at least 1 kHz
 *   must be left: sampling below 7.5 kHz has none), channel's unit
 * Spectra: `direct`, `whitened_envelope` of the whole band and the fixed bands, and `envelope` of the demodulation band, from 0 to 1000 Hz
 * with at most 2000 lines: the record's own resolution up to 2 s.
 */
export function accelerationFeatures(waveform: Waveform, values: FeatureValues): ChannelSpectrum[] {
  const envelopes = addFigures(waveform, values);
  return [...directSpectrum(waveform), ...envelopes, ...whitenedSpectra(waveform)];
}

function addFigures({ samples, sampleRateHz, unit }: Waveform, values: FeatureValues): ChannelSpectrum[] {
  const spectrum = meanSquareSpectrum(samples, sampleRateHz, { into: lines.take(spectrumLines(samples.length)) });
  if (unit === "g" || unit === "m/s2") values.add("velocityRmsMmPerS", velocityRmsMmPerS(spectrum, unit));
  for (const band of BANDS) values.add(`bandRms_${band.lowHz}_${band.highHz}Hz`, bandRms(spectrum, band));
  const band = fitDemodulationBand(sampleRateHz);
  const demodulated = isInsufficient(band) ? band : envelope(samples, sampleRateHz, band, { into: envelopeSamples.take(samples.length) });
  if (isInsufficient(band) || isInsufficient(demodulated)) return [];
  values.add("envelopeRms", rootMeanSquare(demodulated));
  const spectrumOfEnvelope = envelopeSpectrum(demodulated, sampleRateHz);
  return isInsufficient(spectrumOfEnvelope) ? [] : [{ kind: "envelope", ...band, ...spectrumOfEnvelope }];
}

function rootMeanSquare(samples: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] as number) ** 2;
  return Math.sqrt(sum / samples.length);
}
