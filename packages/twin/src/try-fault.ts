import { InvalidValue, type Spectrum } from "@phm/domain";
import {
  amplitudeSpectrum,
  envelope,
  type FrequencyBand,
  floorFastLength,
  isInsufficient,
  type TimeStatistics,
  timeStatistics,
} from "@phm/dsp";
import { impactTrain, Random, type StrikeSource } from "@phm/simulator";
import { decibels } from "./fit-error.js";
import { quantileInPlace } from "./quantile.js";
import { addStrikes, soundWaveform } from "./synthesise.js";
import type { TwinModel } from "./twin-model.js";

/** A fault to be tried on a machine. */
export interface FaultTrial {
  /** Where it strikes. */
  readonly source: StrikeSource;
  /** First peak of a strike in the middle of the load zone, in the unit of the samples; above 0. */
  readonly strikePeak: number;
  readonly shaftHz: number;
  /** Length of the record that is made, at most. */
  readonly samples: number;
  /** The same trial with the same seed is the same waveform. */
  readonly seed: number;
}

/** What a record shows. */
export interface Look {
  readonly spectrum: Spectrum;
  /** Of the envelope in `band`, about its mean. */
  readonly envelopeSpectrum: Spectrum;
  readonly statistics: TimeStatistics;
  /** The line of the strikes in the envelope spectrum over the median of the lines around it. */
  readonly strikeOverNoiseDb: number;
}

export interface TriedFault {
  readonly strikeHz: number;
  /** What was demodulated: around the resonance. */
  readonly band: FrequencyBand;
  /** The same noise without the fault. */
  readonly sound: Look;
  readonly faulty: Look;
}

/** Rolling elements slip a little. */
const SLIP_RATIO = 0.01;
const ENVELOPE_TO_HZ = 1_000;
const USABLE_NYQUIST_RATIO = 0.8;
const MIN_HALF_BAND_HZ = 750;
/** A strike line this far above its surroundings is read by anybody: 13 dB. */
const VISIBLE_DB = 13;
const SEARCH_STEPS = 10;

/** @throws InvalidValue naming what is out of range */
export function tryFault(model: TwinModel, trial: FaultTrial): TriedFault {
  const { source, strikePeak, shaftHz, seed } = trial;
  requirePositive("strikePeak", strikePeak);
  requirePositive("shaftHz", shaftHz);
  const samples = floorFastLength(trial.samples);
  if (samples === undefined) throw new InvalidValue("samples", trial.samples, "at least 32");
  const strikeHz = source.strikeOrder * (1 - SLIP_RATIO) * shaftHz;
  const band = bandAround(model);
  if (strikeHz >= Math.min(ENVELOPE_TO_HZ, band.highHz - band.lowHz)) {
    throw new InvalidValue("shaftHz", shaftHz, `so slow that the strikes, ${strikeHz.toFixed(1)} Hz, lie below ${ENVELOPE_TO_HZ} Hz`);
  }
  const waveform = soundWaveform(model, shaftHz, samples, new Random(seed, 0));
  const lookAt = () => look(waveform, model.sampleRateHz, band, strikeHz);
  const sound = lookAt();
  const impacts = impactTrain(new Random(seed, 1), source, shaftHz, SLIP_RATIO, samples / model.sampleRateHz);
  addStrikes(waveform, model, impacts, strikePeak);
  return { strikeHz, band, sound, faulty: lookAt() };
}

/**
 * The smallest strike whose line stands 13 dB out of the envelope spectrum: what this point can see at this speed.
 * Found by halving between `least` and `most` in equal ratios; undefined where even `most` is not seen.
 */
export function smallestVisibleStrike(
  model: TwinModel,
  trial: Omit<FaultTrial, "strikePeak">,
  least: number,
  most: number,
): number | undefined {
  const isSeen = (strikePeak: number) => tryFault(model, { ...trial, strikePeak }).faulty.strikeOverNoiseDb >= VISIBLE_DB;
  if (!isSeen(most)) return undefined;
  let [low, high] = [least, most];
  for (let step = 0; step < SEARCH_STEPS; step++) {
    const middle = Math.sqrt(low * high);
    if (isSeen(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Twice the width at half power, and wide enough for an envelope up to 1 kHz; within what the sample rate carries. */
function bandAround({ resonance: { naturalHz, dampingRatio }, sampleRateHz }: TwinModel): FrequencyBand {
  const half = Math.max(MIN_HALF_BAND_HZ, 2 * dampingRatio * naturalHz);
  const highHz = Math.min(naturalHz + half, (USABLE_NYQUIST_RATIO * sampleRateHz) / 2);
  return { lowHz: Math.max(half / 10, Math.min(naturalHz - half, highHz - half)), highHz };
}

function look(waveform: Float32Array, sampleRateHz: number, band: FrequencyBand, strikeHz: number): Look {
  const demodulated = envelope(waveform, sampleRateHz, band);
  if (isInsufficient(demodulated)) throw new InvalidValue("samples", waveform.length, demodulated.insufficientData);
  const options = { window: "hann", detrend: "mean" } as const;
  const spectrum = amplitudeSpectrum(waveform, sampleRateHz, options);
  const whole = amplitudeSpectrum(demodulated, sampleRateHz, options);
  const lines = Math.min(whole.amplitude.length, Math.floor(ENVELOPE_TO_HZ / whole.resolutionHz) + 1);
  const envelopeSpectrum = { resolutionHz: whole.resolutionHz, amplitude: whole.amplitude.slice(0, lines) };
  return {
    spectrum,
    envelopeSpectrum,
    statistics: timeStatistics(waveform),
    strikeOverNoiseDb: strikeOverNoiseDb(envelopeSpectrum, strikeHz),
  };
}

/** The greatest line within 1 % of the strikes, as they slip, over the median of the lines within half their frequency. */
function strikeOverNoiseDb({ resolutionHz, amplitude }: Spectrum, strikeHz: number): number {
  const at = (hz: number) => Math.max(0, Math.min(amplitude.length - 1, Math.round(hz / resolutionHz)));
  const within = Math.max(2 * resolutionHz, 0.01 * strikeHz);
  const line = Math.max(...amplitude.subarray(at(strikeHz - within), at(strikeHz + within) + 1));
  const around = [...amplitude.subarray(at(0.5 * strikeHz), at(1.5 * strikeHz) + 1)];
  return decibels(line, quantileInPlace(around, 0.5));
}

function requirePositive(field: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidValue(field, value, "finite and above 0");
}
