import { InvalidValue } from "@phm/domain";
import {
  amplitudeSpectrum,
  envelope,
  type FrequencyBand,
  fastKurtogram,
  fitDemodulationBand,
  type InsufficientData,
  isInsufficient,
  type SpectralWindow,
  whitenedEnvelopeSpectra,
} from "@phm/dsp";
import { NotComputable } from "./not-computable.js";
import type { WholeSpectrum } from "./whole-spectrum.js";

/** The band to demodulate: given, the suite's own as far as the sample rate carries it, or the one of the highest spectral kurtosis. */
export type Demodulation = FrequencyBand | "default" | "kurtogram";

export interface DemodulationOptions {
  readonly window: SpectralWindow;
  readonly demodulation: Demodulation;
}

/** Amplitude spectrum of the envelope about its mean, over all its lines; peak amplitude in the unit of the samples. */
export function demodulatedSpectrum(
  samples: Float32Array,
  sampleRateHz: number,
  unit: string,
  { window, demodulation }: DemodulationOptions,
): WholeSpectrum {
  const band = bandOf(demodulation, samples, sampleRateHz);
  const demodulated = envelope(samples, sampleRateHz, band);
  if (isInsufficient(demodulated)) throw new NotComputable("failed_precondition", demodulated.insufficientData);
  const { resolutionHz, amplitude } = amplitudeSpectrum(demodulated, sampleRateHz, { window, detrend: "mean" });
  return { step: resolutionHz, values: amplitude, axisUnit: "Hz", valueUnit: unit, band };
}

/**
 * Spectrum of the squared envelope after whitening, about its mean, peak of the modulation over the mean; without unit. A band must be
 * one of those that the feature set has; left out, it is the whole signal.
 * @throws InvalidValue naming the bands there are
 */
export function whitenedSpectrum(samples: Float32Array, sampleRateHz: number, demodulation: Demodulation): WholeSpectrum {
  const spectra = whitenedEnvelopeSpectra(samples, sampleRateHz);
  if (spectra.length === 0) throw new NotComputable("failed_precondition", `${samples.length} samples are too few for a whitened envelope`);
  const found = demodulation === "default" ? spectra[0] : spectra.find((band) => isBand(band, demodulation));
  if (!found) {
    const bands = spectra.map(({ lowHz, highHz }) => `${lowHz} to ${highHz}`).join(", ");
    const asked = demodulation === "kurtogram" ? "by kurtogram" : shownBand(demodulation as FrequencyBand);
    throw new InvalidValue("band", asked, `left out, or one of these in Hz: ${bands}`);
  }
  const { lowHz, highHz, resolutionHz, amplitude } = found;
  return { step: resolutionHz, values: amplitude, axisUnit: "Hz", valueUnit: "1", band: { lowHz, highHz } };
}

function isBand({ lowHz, highHz }: FrequencyBand, demodulation: Demodulation): boolean {
  return typeof demodulation === "object" && demodulation.lowHz === lowHz && demodulation.highHz === highHz;
}

function shownBand({ lowHz, highHz }: FrequencyBand): string {
  return `${lowHz} to ${highHz} Hz`;
}

function bandOf(demodulation: Demodulation, samples: Float32Array, sampleRateHz: number): FrequencyBand {
  if (typeof demodulation === "object") return demodulation;
  const band = demodulation === "default" ? fitDemodulationBand(sampleRateHz) : mostImpulsiveBand(samples, sampleRateHz);
  if (isInsufficient(band)) throw new NotComputable("failed_precondition", band.insufficientData);
  return band;
}

function mostImpulsiveBand(samples: Float32Array, sampleRateHz: number): FrequencyBand | InsufficientData {
  const kurtogram = fastKurtogram(samples, sampleRateHz);
  if (isInsufficient(kurtogram)) return kurtogram;
  return isInsufficient(kurtogram.choice) ? kurtogram.choice : kurtogram.choice.band;
}
