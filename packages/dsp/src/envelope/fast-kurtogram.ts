import { InvalidValue } from "@phm/domain";
import { forwardRealFft, spectrumLines } from "../fft/real-fft.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { ScratchBuffer } from "../signal/scratch-buffer.js";
import { type FrequencyBand, requireBand, requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { envelopeKurtosis, independentValues, type TransformedRecord } from "./kurtogram-band.js";

/** One row of the map: bands of one width that tile 0 Hz to Nyquist. */
export interface KurtogramLevel {
  /** log2 of the number of bands: 0, 1, 1.58, 2, 2.58, … */
  readonly level: number;
  readonly bandwidthHz: number;
  /** Excess kurtosis of the band from k·bandwidthHz to (k+1)·bandwidthHz; absent where the band holds no signal. */
  readonly kurtosis: readonly (number | undefined)[];
  /** Standard deviation of these values if the signal were Gaussian noise: 2 / sqrt(independent values). */
  readonly standardError: number;
}

/** The most impulsive band. */
export interface KurtogramChoice {
  readonly band: FrequencyBand;
  readonly kurtosis: number;
  readonly level: number;
}

export interface Kurtogram {
  /** From the widest bands to the narrowest. */
  readonly levels: readonly KurtogramLevel[];
  /** insufficientData when no band in the search is more impulsive than noise. */
  readonly choice: KurtogramChoice | InsufficientData;
}

export interface KurtogramOptions {
  /** Narrowest band, default 1000 Hz: a band's envelope holds no frequency above its width. */
  readonly minBandwidthHz: number;
  /** Bands that lie wholly in it may be chosen; default 0 Hz to 0.8 × Nyquist, above which an anti-aliasing filter has rolled off. A band from 0 Hz on is never chosen: it has no envelope. */
  readonly search: FrequencyBand;
}

/** Fewer independent values make a kurtosis that says nothing. */
const MIN_INDEPENDENT_VALUES = 64;
/** So many standard errors above 0: a hundred bands of noise reach it in one of some ten thousand records. */
const SIGNIFICANCE = 5;

const spectrum = new ScratchBuffer();

/**
 * Kurtogram on the 1/3-binary tree of Antoni (Mech. Syst. Signal Process. 21, 2007): the excess kurtosis of the complex envelope in 1, 2, 3, 4,
 * 6, 8, 12, … bands from 0 Hz to Nyquist, and the band where it is highest, which is where impacts stand out of the noise most. The
 * filters are raised cosines on the record's transform instead of his short FIR filters: the same tree with steeper edges.
 * @returns insufficientData when the waveform is constant, or too short or too slowly sampled for bands of half the width (80 / bandwidth
 *   seconds, minBandwidthHz)
 * @throws InvalidValue on an empty waveform, a sample that is not finite, or an option outside its range
 */
export function fastKurtogram(
  samples: Float32Array,
  sampleRateHz: number,
  options: Partial<KurtogramOptions> = {},
): Kurtogram | InsufficientData {
  requireSamples(samples, 1);
  requireSampleRate(sampleRateHz);
  const nyquistHz = sampleRateHz / 2;
  const { minBandwidthHz = 1000, search = { lowHz: 0, highHz: 0.8 * nyquistHz } } = options;
  if (!(minBandwidthHz > 0 && Number.isFinite(minBandwidthHz)))
    throw new InvalidValue("minBandwidthHz", minBandwidthHz, "a finite number above 0");
  requireBand(search);
  const counts = bandCounts(samples.length / 2, nyquistHz / minBandwidthHz);
  if (counts.length < 2)
    return insufficientData(`${samples.length} samples at ${sampleRateHz} Hz carry no two bands of ${minBandwidthHz} Hz or more`);
  const record = transformed(samples);
  if (record.energy === 0) return insufficientData("the waveform is constant");
  const levels = counts.map((count) => levelOf(record, count, nyquistHz));
  return { levels, choice: choose(levels, search) };
}

/** 1, 2, 3, 4, 6, 8, 12, … as long as a band keeps its least width and its least number of values. */
function bandCounts(nyquistLines: number, maxCount: number): number[] {
  const counts: number[] = [];
  for (let octave = 1; ; octave *= 2) {
    for (const count of octave === 1 ? [1] : [octave, 1.5 * octave]) {
      if (count > maxCount || independentValues(nyquistLines / count) < MIN_INDEPENDENT_VALUES) return counts;
      counts.push(count);
    }
  }
}

function transformed(samples: Float32Array): TransformedRecord {
  const lines = spectrum.take(2 * spectrumLines(samples.length));
  const isConstant = samples.every((value) => value === samples[0]);
  forwardRealFft(samples, lines);
  let energy = 0;
  for (let i = 2; i < lines.length && !isConstant; i++) energy += (lines[i] as number) ** 2;
  return { lines, nyquistLines: samples.length / 2, energy };
}

function levelOf(record: TransformedRecord, count: number, nyquistHz: number): KurtogramLevel {
  const bandwidthLines = record.nyquistLines / count;
  return {
    level: Math.log2(count),
    bandwidthHz: nyquistHz / count,
    kurtosis: Array.from({ length: count }, (_, k) => envelopeKurtosis(record, k * bandwidthLines, (k + 1) * bandwidthLines)),
    standardError: 2 / Math.sqrt(independentValues(bandwidthLines)),
  };
}

function choose(levels: readonly KurtogramLevel[], search: FrequencyBand): KurtogramChoice | InsufficientData {
  let best: KurtogramChoice | undefined;
  for (const { level, bandwidthHz, kurtosis, standardError } of levels) {
    for (const [k, value] of kurtosis.entries()) {
      const band = { lowHz: k * bandwidthHz, highHz: (k + 1) * bandwidthHz };
      if (k === 0 || band.lowHz < search.lowHz || band.highHz > search.highHz) continue;
      if (value === undefined || value <= SIGNIFICANCE * standardError || value <= (best?.kurtosis ?? 0)) continue;
      best = { band, kurtosis: value, level };
    }
  }
  return best ?? insufficientData("no band in the search is more impulsive than noise");
}
