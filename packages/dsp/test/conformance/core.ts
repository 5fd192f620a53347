import {
  amplitudeSpectrum,
  bandMeanSquare,
  bandRms,
  decodeSamples,
  envelope,
  envelopeSpectrum,
  forwardRealFft,
  inverseRealFft,
  meanSquareSpectrum,
  spectrumLines,
  type TimeStatistics,
  timeStatistics,
  velocityRmsMmPerS,
  welchPsd,
  windowCorrection,
  windowOf,
} from "../../src/index.js";
import { goldenSignal } from "../signals.js";
import type { ConformanceRow } from "./conformance-row.js";
import { computed, deviationOf, largestOf, type Measured, pick, rowsOf } from "./deviation.js";
import type { GoldenCase, GoldenFile } from "./golden-file.js";

interface Input {
  readonly length: number;
  readonly sampleRateHz: number;
  readonly seed: number;
  readonly at: readonly number[];
  readonly lines: readonly number[];
  readonly lowHz: number;
  readonly highHz: number;
}

interface Values {
  readonly values: readonly number[];
  readonly largest: number;
  readonly rms: number;
}

/** A measurement on the golden signal that the case's input states. */
function onSignal<Expected>(measure: (samples: Float32Array, input: Input, expected: Expected) => Measured) {
  return ({ input, expected }: GoldenCase) => {
    const { length, sampleRateHz, seed } = input as Input;
    return measure(goldenSignal(length, sampleRateHz, seed), input as Input, expected as Expected);
  };
}

const MEASUREMENTS = {
  decodeSamples: ({ input, expected }: GoldenCase) => {
    const { hex, encoding, scale } = input as { hex: string; encoding: "i16le" | "f32le"; scale: number };
    return deviationOf([...decodeSamples(Buffer.from(hex, "hex"), encoding, scale)], (expected as Values).values);
  },
  // Moments of different size: each is compared with its own, the skewness (near zero here) with a tenth.
  timeStatistics: onSignal<Required<TimeStatistics>>((samples, _, expected) => {
    const actual = timeStatistics(samples);
    const names = Object.keys(expected) as (keyof TimeStatistics)[];
    return Math.max(...names.map((name) => deviationOf([actual[name]], [expected[name]], Math.max(0.1, Math.abs(expected[name])))));
  }),
  forwardRealFft: onSignal<{ re: number[]; im: number[]; largest: number }>((samples, { length, lines }, expected) => {
    const spectrum = new Float32Array(2 * spectrumLines(length));
    forwardRealFft(samples, spectrum);
    const actual = [lines.map((line) => spectrum[2 * line]), lines.map((line) => spectrum[2 * line + 1])].flat();
    return deviationOf(actual, [...expected.re, ...expected.im], expected.largest);
  }),
  inverseRealFft: onSignal<Values>((samples, { length, at }, { values }) => {
    const spectrum = new Float32Array(2 * spectrumLines(length));
    forwardRealFft(samples, spectrum);
    spectrum.fill(0, 2 * Math.floor(spectrumLines(length) / 2));
    const back = new Float32Array(length);
    inverseRealFft(spectrum, back);
    return deviationOf(pick(back, at), values);
  }),
  windowOf: onSignal<Values>((_, { length, at }, { values }) => deviationOf(pick(windowOf("hann", length), at), values)),
  windowCorrection: onSignal<{ amplitude: number; energy: number }>((_samples, _input, { amplitude, energy }) =>
    deviationOf([windowCorrection("hann", "amplitude"), windowCorrection("hann", "energy")], [amplitude, energy]),
  ),
  meanSquareSpectrum: onSignal<Values>((samples, { sampleRateHz, lines }, { values, largest }) =>
    deviationOf(pick(meanSquareSpectrum(samples, sampleRateHz).meanSquare, lines), values, largest),
  ),
  amplitudeSpectrum: onSignal<Values>((samples, { sampleRateHz, lines }, { values, largest }) =>
    deviationOf(pick(amplitudeSpectrum(samples, sampleRateHz).amplitude, lines), values, largest),
  ),
  welchPsd: onSignal<{ resolutionHz: number; density: number[]; largest: number }>((samples, { sampleRateHz, lines }, expected) => {
    const psd = welchPsd(samples, sampleRateHz);
    return Math.max(
      deviationOf([psd.resolutionHz], [expected.resolutionHz]),
      deviationOf(pick(psd.density, lines), expected.density, expected.largest),
    );
  }),
  velocityRmsMmPerS: onSignal<{ value: number }>((samples, { sampleRateHz }, { value }) =>
    deviationOf([computed(velocityRmsMmPerS(meanSquareSpectrum(samples, sampleRateHz), "g"))], [value]),
  ),
  bandMeanSquare: onSignal<{ value: number }>((samples, { sampleRateHz, lowHz, highHz }, { value }) =>
    deviationOf([computed(bandMeanSquare(meanSquareSpectrum(samples, sampleRateHz), { lowHz, highHz }))], [value]),
  ),
  bandRms: onSignal<{ value: number }>((samples, { sampleRateHz, lowHz, highHz }, { value }) =>
    deviationOf([computed(bandRms(meanSquareSpectrum(samples, sampleRateHz), { lowHz, highHz }))], [value]),
  ),
  envelope: onSignal<Values>((samples, { sampleRateHz, lowHz, highHz, at }, { values, rms }) =>
    deviationOf(pick(computed(envelope(samples, sampleRateHz, { lowHz, highHz })), at), values, rms),
  ),
  envelopeSpectrum: onSignal<Values>((samples, { sampleRateHz, lowHz, highHz, lines }, { values, rms }) => {
    const demodulated = computed(envelope(samples, sampleRateHz, { lowHz, highHz }));
    return deviationOf(
      pick(computed(envelopeSpectrum(demodulated, sampleRateHz)).amplitude, lines),
      values,
      Math.max(rms, largestOf(values)),
    );
  }),
};

export const rows = (golden: GoldenFile): readonly ConformanceRow[] => rowsOf(golden, MEASUREMENTS);
