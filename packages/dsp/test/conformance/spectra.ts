import {
  amplitudeSpectrum,
  bandMeanSquares,
  type CepstrumKind,
  cepstrum,
  meanSquareSpectrum,
  percentiles,
  type SpectralShape,
  type SpectralWindow,
  type SpectrumScaling,
  spectralShape,
  spectrogram,
  waterfall,
  welchPsd,
  windowCorrection,
  windowOf,
  zoomSpectrum,
} from "../../src/index.js";
import { goldenSignal } from "../signals.js";
import type { ConformanceRow } from "./conformance-row.js";
import { computed, deviationOf, FLOAT32_LIMIT, type Measured, pick, rowsOf } from "./deviation.js";
import type { GoldenCase, GoldenFile } from "./golden-file.js";

interface Input {
  readonly length: number;
  readonly sampleRateHz: number;
  readonly seed: number;
  readonly window: string;
  readonly segmentLength: number;
  readonly overlapRatio: number;
  readonly kind: CepstrumKind;
  readonly scaling: SpectrumScaling;
  readonly lowHz: number;
  readonly highHz: number;
  readonly lines: number;
  readonly edgesHz: readonly number[];
  readonly percents: readonly number[];
  readonly rollOffRatio: number;
  readonly records: readonly (readonly [number, number, number])[];
  readonly resolutionHz: number;
}

interface Picked {
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly largest: number;
}

function windowNamed(name: string): SpectralWindow {
  const [, beta] = /^kaiser (.+)$/.exec(name) ?? [];
  return beta === undefined ? (name as SpectralWindow) : { kaiserBeta: Number(beta) };
}

/** A measurement of which every case holds picked values of an array. */
function onArray(compute: (input: Input) => ArrayLike<number>) {
  return ({ input, expected }: GoldenCase): Measured => {
    const { at, values, largest } = expected as Picked;
    return deviationOf(pick(compute(input as Input), at), values, largest);
  };
}

const signals = new Map<string, Float32Array>();

/** Made once for the many cases that share it. */
function signalOf(length: number, sampleRateHz: number, seed: number): Float32Array {
  const key = `${length} ${sampleRateHz} ${seed}`;
  const known = signals.get(key) ?? goldenSignal(length, sampleRateHz, seed);
  signals.set(key, known);
  return known;
}

/** The same of a function of the golden signal that the case's input states. */
function onSignal(compute: (samples: Float32Array, input: Input) => ArrayLike<number>) {
  return onArray((input) => compute(signalOf(input.length, input.sampleRateHz, input.seed), input));
}

function shapeMeasured({ input, expected }: GoldenCase): Measured {
  const { length, sampleRateHz, seed, lowHz, highHz, rollOffRatio } = input as Input;
  const spectrum = meanSquareSpectrum(signalOf(length, sampleRateHz, seed), sampleRateHz);
  const shape = computed(spectralShape(spectrum, { band: { lowHz, highHz }, rollOffRatio }));
  return Object.entries(expected as Required<SpectralShape>).map(([what, value]) => ({
    what,
    deviation: deviationOf([shape[what as keyof SpectralShape]], [value]),
    limit: FLOAT32_LIMIT,
  }));
}

const MEASUREMENTS = {
  windowOf: onArray(({ window, length }) => windowOf(windowNamed(window), length)),
  windowCorrection: onArray(({ window, length }) =>
    (["amplitude", "energy"] as const).map((correction) => windowCorrection(windowNamed(window), correction, length)),
  ),
  amplitudeSpectrum: onSignal(
    (samples, { sampleRateHz, window }) => amplitudeSpectrum(samples, sampleRateHz, { window: windowNamed(window) }).amplitude,
  ),
  meanSquareSpectrum: onSignal(
    (samples, { sampleRateHz, window }) => meanSquareSpectrum(samples, sampleRateHz, { window: windowNamed(window) }).meanSquare,
  ),
  welchPsd: onSignal(
    (samples, { sampleRateHz, window, segmentLength, overlapRatio }) =>
      welchPsd(samples, sampleRateHz, { window: windowNamed(window), segmentLength, overlapRatio }).density,
  ),
  cepstrum: onSignal((samples, { sampleRateHz, kind }) => computed(cepstrum(samples, sampleRateHz, { kind })).values),
  zoomSpectrum: onSignal(
    (samples, { sampleRateHz, lowHz, highHz, lines, window }) =>
      computed(zoomSpectrum(samples, sampleRateHz, { lowHz, highHz }, { lines, window: windowNamed(window) })).amplitude,
  ),
  spectrogram: onSignal(
    (samples, { sampleRateHz, scaling, segmentLength }) => spectrogram(samples, sampleRateHz, { scaling, segmentLength }).values,
  ),
  bandMeanSquares: onSignal((samples, { sampleRateHz, edgesHz }) =>
    computed(bandMeanSquares(meanSquareSpectrum(samples, sampleRateHz), edgesHz)),
  ),
  percentiles: onSignal((samples, { percents }) => percentiles(samples, percents)),
  waterfall: onArray(({ records, resolutionHz }) => {
    const spectra = records.map(([length, rateHz, seed]) => amplitudeSpectrum(signalOf(length, rateHz, seed), rateHz));
    return waterfall(spectra, { resolutionHz }).amplitude;
  }),
  spectralShape: shapeMeasured,
};

export const rows = (golden: GoldenFile): readonly ConformanceRow[] => rowsOf(golden, MEASUREMENTS);
