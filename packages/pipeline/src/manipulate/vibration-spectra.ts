import type { ChannelSpectrum } from "@phm/domain";
import { envelopeSpectrum, isInsufficient, whitenedEnvelopeSpectra } from "@phm/dsp";
import type { Waveform } from "./waveform.js";

/** Shaft orders, blade and gear mesh of slow stages, twice the line frequency and its sidebands. */
const DIRECT_MAX_HZ = 2000;
/** Shaft harmonics are as sharp as the speed is steady: up to eight seconds tell speeds and sidebands apart. Longer records are averaged. */
const DIRECT_FINEST_HZ = 0.125;
/** Lines of bearings are broader: closer than this they say no more, and an average over segments is quieter. */
const ENVELOPE_FINEST_HZ = 0.25;

/** The amplitude spectrum of the waveform about its mean, Hann: 0 to 2000 Hz or Nyquist, lines as close as the record gives, at least 0.125 Hz apart. */
export function directSpectrum({ samples, sampleRateHz }: Waveform): ChannelSpectrum[] {
  const maxHz = Math.min(DIRECT_MAX_HZ, sampleRateHz / 2);
  // The averaging over segments is that of envelope spectra; what it is given here is the waveform itself.
  const spectrum = envelopeSpectrum(samples, sampleRateHz, { maxHz, maxLines: Math.max(2, maxHz / DIRECT_FINEST_HZ + 1) });
  return isInsufficient(spectrum) ? [] : [{ kind: "direct", lowHz: 0, highHz: sampleRateHz / 2, ...spectrum }];
}

/** Squared-envelope spectra after pre-whitening, whole band and fixed bands: 0 to 950 Hz, lines at least 0.25 Hz apart; see `whitenedEnvelopeSpectra`. */
export function whitenedSpectra({ samples, sampleRateHz }: Waveform): ChannelSpectrum[] {
  return whitenedEnvelopeSpectra(samples, sampleRateHz, { finestHz: ENVELOPE_FINEST_HZ }).map((band) => ({
    kind: "whitened_envelope",
    ...band,
  }));
}
