import {
  amplitudeSpectrum,
  butterworthSections,
  decimate,
  displacementPeakToPeakUm,
  displacementRmsUm,
  displacementSpectrumUm,
  displacementWaveformUm,
  type FilterShape,
  type FirAlignment,
  type FirWindow,
  fastKurtogram,
  firFilter,
  firWindowedSinc,
  kaiserDesign,
  meanSquareSpectrum,
  resample,
  sosFilter,
  sosGainRatio,
  sosRestState,
  sosSteadyState,
  velocityRmsMmPerS,
  velocitySpectrumMmPerS,
  velocityWaveformMmPerS,
  zeroPhaseSosFilter,
} from "../../src/index.js";
import { goldenSignal, impacts } from "../signals.js";
import type { ConformanceRow } from "./conformance-row.js";
import { computed, deviationOf, FLOAT32_LIMIT, type Measured, pick, rowsOf } from "./deviation.js";
import type { GoldenCase, GoldenFile } from "./golden-file.js";

/** Every parameter that a case of this area may state. */
interface Input {
  readonly length: number;
  readonly sampleRateHz: number;
  readonly seed: number;
  readonly order: number;
  readonly shape: FilterShape;
  readonly atHz: readonly number[];
  readonly taps: number;
  readonly window: FirWindow;
  readonly alignment: FirAlignment;
  readonly attenuationDb: number;
  readonly transitionHz: number;
  readonly up: number;
  readonly down: number;
  readonly unit: "g" | "m/s2" | "mm/s";
  readonly lowHz: number;
  readonly highHz: number;
  readonly carrierHz: number;
  readonly impactHz: number;
  readonly level: number;
}

/** Values spread over the whole result. */
interface Picked {
  readonly length: number;
  readonly at: readonly number[];
  readonly values: readonly number[];
  readonly largest: number;
}

/** Designs are made in float64 on both sides. */
const DESIGN_LIMIT = 1e-9;

function deviationAt(actual: ArrayLike<number>, { length, at, values, largest }: Picked): number {
  return actual.length === length ? deviationOf(pick(actual, at), values, largest) : Number.POSITIVE_INFINITY;
}

function onSignal(measure: (samples: Float32Array, input: Input) => ArrayLike<number>) {
  return ({ input, expected }: GoldenCase): number => {
    const { length, sampleRateHz, seed } = input as Input;
    return deviationAt(measure(goldenSignal(length, sampleRateHz, seed), input as Input), expected as Picked);
  };
}

function design<Expected>(deviation: (input: Input, expected: Expected) => number, limit = DESIGN_LIMIT) {
  return ({ input, expected }: GoldenCase): Measured => [
    { what: "float64", deviation: deviation(input as Input, expected as Expected), limit },
  ];
}

function sectionsOf({ order, shape, sampleRateHz }: Input) {
  return butterworthSections(order, shape, sampleRateHz);
}

const MEASUREMENTS = {
  butterworthSections: design<{ sos: number[][] }>((input, { sos }) => {
    const actual = sectionsOf(input).sections.map(({ b0, b1, b2, a1, a2 }) => [b0, b1, b2, 1, a1, a2]);
    // The first section carries the gain and is small where it is: each section's numerator is compared with its own size.
    if (actual.length !== sos.length) return Number.POSITIVE_INFINITY;
    const parts = sos.flatMap((section, i) =>
      [0, 3].map((start) => [actual[i]?.slice(start, start + 3) ?? [], section.slice(start, start + 3)]),
    );
    return Math.max(...parts.map(([ours, theirs]) => deviationOf(ours as number[], theirs as number[])));
  }),
  sosGainRatio: design<{ gain: number[] }>((input, { gain }) =>
    deviationOf(
      input.atHz.map((frequencyHz) => sosGainRatio(sectionsOf(input), frequencyHz)),
      gain,
    ),
  ),
  sosFilter: onSignal((samples, input) => sosFilter(sectionsOf(input), samples)),
  // As from a stream.
  sosRestState: onSignal((samples, input) => {
    const filter = sectionsOf(input);
    const state = sosRestState(filter);
    const blocks = [samples.subarray(0, 1000), samples.subarray(1000, 1001), samples.subarray(1001)];
    return blocks.flatMap((block) => [...sosFilter(filter, block, state)]);
  }),
  sosSteadyState: onSignal((samples, input) => {
    const filter = sectionsOf(input);
    return sosFilter(filter, samples, sosSteadyState(filter, samples[0] as number));
  }),
  zeroPhaseSosFilter: onSignal((samples, input) => computed(zeroPhaseSosFilter(sectionsOf(input), samples))),
  firWindowedSinc: design<Picked>(({ taps, shape, sampleRateHz, window }, expected) =>
    deviationAt(firWindowedSinc(taps, shape, sampleRateHz, window).taps, expected),
  ),
  firFilter: onSignal((samples, { taps, shape, sampleRateHz, window, alignment }) =>
    computed(firFilter(firWindowedSinc(taps, shape, sampleRateHz, window), samples, alignment)),
  ),
  kaiserDesign: design<{ taps: number; kaiserBeta: number }>(({ attenuationDb, transitionHz, sampleRateHz }, expected) => {
    const { taps, kaiserBeta } = kaiserDesign(attenuationDb, transitionHz, sampleRateHz);
    return Math.max(deviationOf([taps], [expected.taps]), deviationOf([kaiserBeta], [expected.kaiserBeta]));
  }),
  decimate: onSignal((samples, { sampleRateHz, down }) => computed(decimate(samples, sampleRateHz, down)).samples),
  resample: onSignal((samples, { sampleRateHz, up, down }) => computed(resample(samples, sampleRateHz, up, down)).samples),
  velocityWaveformMmPerS: onSignal((samples, { sampleRateHz, unit, lowHz, highHz }) =>
    computed(velocityWaveformMmPerS(samples, sampleRateHz, unit, { lowHz, highHz })),
  ),
  displacementWaveformUm: onSignal((samples, { sampleRateHz, unit, lowHz, highHz }) =>
    computed(displacementWaveformUm(samples, sampleRateHz, unit, { lowHz, highHz })),
  ),
  displacementPeakToPeakUm: onSignal((samples, { sampleRateHz, unit, lowHz, highHz }) => [
    computed(displacementPeakToPeakUm(samples, sampleRateHz, unit, { lowHz, highHz })),
  ]),
  velocityRmsMmPerS: onSignal((samples, { sampleRateHz, unit, lowHz, highHz }) => [
    computed(velocityRmsMmPerS(meanSquareSpectrum(samples, sampleRateHz), unit, { lowHz, highHz })),
  ]),
  displacementRmsUm: onSignal((samples, { sampleRateHz, unit, lowHz, highHz }) => [
    computed(displacementRmsUm(meanSquareSpectrum(samples, sampleRateHz), unit, { lowHz, highHz })),
  ]),
  velocitySpectrumMmPerS: onSignal(
    (samples, { sampleRateHz, unit, lowHz }) =>
      computed(velocitySpectrumMmPerS(amplitudeSpectrum(samples, sampleRateHz), unit, lowHz)).amplitude,
  ),
  displacementSpectrumUm: onSignal(
    (samples, { sampleRateHz, unit, lowHz }) =>
      computed(displacementSpectrumUm(amplitudeSpectrum(samples, sampleRateHz), unit, lowHz)).amplitude,
  ),
  fastKurtogram: ({ input, expected }: GoldenCase): Measured => {
    const { length, sampleRateHz, seed, carrierHz, impactHz, level } = input as Input;
    const { kurtosis, bandHz } = expected as { kurtosis: number[][]; bandHz: number[] };
    const kurtogram = computed(fastKurtogram(impacts(length, sampleRateHz, seed, carrierHz, impactHz, level), sampleRateHz));
    const { band } = computed(kurtogram.choice);
    const map = deviationOf(
      kurtogram.levels.flatMap((row) => [...row.kurtosis]),
      kurtosis.flat(),
    );
    const chosen = deviationOf([band.lowHz, band.highHz], bandHz);
    return [
      { what: "map", deviation: map, limit: FLOAT32_LIMIT },
      { what: "band chosen by FIR filters on the samples", deviation: chosen, limit: DESIGN_LIMIT },
    ];
  },
};

export const rows = (golden: GoldenFile): readonly ConformanceRow[] => rowsOf(golden, MEASUREMENTS);
