import type { Spectrum } from "@phm/domain";
import { isInsufficient } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { firstLineFrom, lastLineTo } from "../spectrum/band-rms.js";
import { envelopeSpectrum } from "./envelope-spectrum.js";
import { squaredEnvelope } from "./squared-envelope.js";
import { whitenedLines } from "./whitened-lines.js";

/** Fixed demodulation bands: structure resonances to those of the bearing's rings, each wide enough to carry impacts up to 950 per second. */
export const WHITENING_BANDS: readonly FrequencyBand[] = [
  { lowHz: 500, highHz: 1500 },
  { lowHz: 1500, highHz: 3000 },
  { lowHz: 3000, highHz: 5500 },
  { lowHz: 5500, highHz: 9500 },
  { lowHz: 9500, highHz: 20_000 },
];
/** Whitening lifts what an anti-aliasing filter has pressed down: above this share of Nyquist a band would be mostly that. */
const USABLE_NYQUIST_RATIO = 0.9;
const MIN_BANDWIDTH_HZ = 1000;
/** Two lines of a band of 1000 Hz are hardly ever further apart: above there is nothing left of its envelope. */
const MAX_HZ = 950;
/** Lines at 0 Hz and Nyquist have no analytic signal, and the Hann-free record leaks into their neighbours. */
const EDGE_LINES = 2;
const MIN_LINES = 32;

/** The spectrum of the squared envelope of one band. */
export interface BandEnvelopeSpectrum extends Spectrum, FrequencyBand {}

export interface WhitenedEnvelopeOptions {
  /** Finest distance of two lines, default 0.25 Hz: a longer record is averaged over segments. */
  readonly finestHz: number;
}

/**
 * Spectra of the squared envelope of the pre-whitened signal, of the whole band (0 Hz to Nyquist) and of those of
 * {@link WHITENING_BANDS} that the sampling carries with at least 1000 Hz (cut at 0.9 × Nyquist). Each has lines from 0 to 950 Hz (or to
 * the band's own limit), about its mean, Hann; the amplitude is the peak of the modulation over the mean of the squared envelope: without unit.
 * Resolution: the record's own, but not finer than 0.25 Hz. Records of fewer than 64 samples and bands of fewer than 32 lines have none.
 * @param samples at least 2, finite; a fast length (see `floorFastLength`) makes it fast
 * @throws InvalidValue on samples that are not finite, a sample rate or a resolution that is not above 0
 * Invariant: the scale of the signal, and any filter that leaves the phases, change nothing.
 */
export function whitenedEnvelopeSpectra(
  samples: Float32Array,
  sampleRateHz: number,
  { finestHz = 0.25 }: Partial<WhitenedEnvelopeOptions> = {},
): readonly BandEnvelopeSpectrum[] {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  const lines = whitenedLines(samples);
  const resolutionHz = sampleRateHz / samples.length;
  const nyquistHz = sampleRateHz / 2;
  const whole = bandSpectrum(lines, EDGE_LINES, (samples.length >> 1) - EDGE_LINES, resolutionHz, finestHz);
  const spectra = whole ? [{ lowHz: 0, highHz: nyquistHz, ...whole }] : [];
  for (const { lowHz, highHz: wantedHz } of WHITENING_BANDS) {
    const highHz = Math.min(wantedHz, USABLE_NYQUIST_RATIO * nyquistHz);
    if (highHz - lowHz < MIN_BANDWIDTH_HZ) continue;
    const band = bandSpectrum(lines, firstLineFrom(lowHz, resolutionHz), lastLineTo(highHz, resolutionHz), resolutionHz, finestHz);
    if (band) spectra.push({ lowHz, highHz, ...band });
  }
  return spectra;
}

function bandSpectrum(lines: Float32Array, first: number, last: number, resolutionHz: number, finestHz: number): Spectrum | null {
  if (last - first + 1 < MIN_LINES) return null;
  const squared = squaredEnvelope(lines, first, last);
  const rateHz = squared.length * resolutionHz;
  const maxHz = Math.min(MAX_HZ, (last - first) * resolutionHz);
  const spectrum = envelopeSpectrum(squared, rateHz, { maxHz, maxLines: Math.max(2, maxHz / finestHz + 1) });
  if (isInsufficient(spectrum)) return null;
  let sum = 0;
  for (let i = 0; i < squared.length; i++) sum += squared[i] as number;
  if (!(sum > 0)) return null;
  const { amplitude } = spectrum;
  const scale = squared.length / sum;
  for (let k = 0; k < amplitude.length; k++) amplitude[k] = (amplitude[k] as number) * scale;
  return spectrum;
}
