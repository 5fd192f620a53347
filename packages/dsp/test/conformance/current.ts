import {
  bearingCurrentLines,
  type CurrentFundamental,
  type CurrentLine,
  currentFundamental,
  currentLineLevels,
  currentUnbalance,
  eccentricityLines,
  meanSquareSpectrum,
  type PhaseCurrents,
  parkAxisRatio,
  parkModulus,
  parkModulusSpectrum,
  parkTwiceSupplyRatio,
  parkVector,
  rotorBarLines,
  slip,
  slotHarmonicLines,
  symmetricalComponents,
  tonePhasor,
} from "../../src/index.js";
import { type Tone, tones } from "../motor-currents.js";
import type { ConformanceRow } from "./conformance-row.js";
import { computed, deviationOf, type Measured, pick, rowsOf } from "./deviation.js";
import type { GoldenCase, GoldenFile } from "./golden-file.js";

interface Motor {
  readonly fundamentalHz: number;
  readonly slipRatio: number;
  readonly polePairs: number;
  readonly rotorBars: number;
  readonly characteristicHz: number;
  readonly maxOrder: number;
}

interface OneCurrent {
  readonly length: number;
  readonly sampleRateHz: number;
  readonly tones: readonly Tone[];
  readonly noiseAmplitude: number;
  readonly seed: number;
}

interface ThreeCurrents extends Omit<OneCurrent, "tones"> {
  readonly frequencyHz: number;
  readonly channels: readonly (readonly Tone[])[];
  readonly at: readonly number[];
  readonly lines: readonly number[];
}

const SEARCH = { lowHz: 5, highHz: 75 };
/** A line between two others is interpolated, and its level is read from the lines of its lobe: no float32 kernel is at stake. */
const INTERPOLATED_LIMIT = 1e-3;
/** 0.01 Hz at 50 Hz is 2e-4; this is a fifth of it. */
const FREQUENCY_LIMIT = 4e-5;
/** What the Hann window leaves of the 5th harmonic and of noise in a phasor, which a fit of all tones does not see. */
const PHASOR_LIMIT = 1e-4;

function spectrumOf({ length, sampleRateHz, tones: lines, noiseAmplitude, seed }: OneCurrent) {
  return meanSquareSpectrum(tones(length, sampleRateHz, lines, noiseAmplitude, seed), sampleRateHz);
}

function onMotor(linesOf: (motor: Motor) => readonly CurrentLine[]) {
  return ({ input, expected }: GoldenCase): Measured =>
    deviationOf(
      linesOf(input as Motor).map(({ frequencyHz }) => frequencyHz),
      (expected as { frequenciesHz: number[] }).frequenciesHz,
    );
}

function onPhases<Expected>(measure: (currents: Required<PhaseCurrents>, input: ThreeCurrents, expected: Expected) => Measured) {
  return ({ input, expected }: GoldenCase) => {
    const { length, sampleRateHz, channels, noiseAmplitude, seed } = input as ThreeCurrents;
    const [a, b, c] = channels.map((lines, i) => tones(length, sampleRateHz, lines, noiseAmplitude, seed + i));
    return measure({ a: a as Float32Array, b: b as Float32Array, c: c as Float32Array }, input as ThreeCurrents, expected as Expected);
  };
}

const phasorRow = (deviation: number): Measured => [{ what: "phasors", deviation, limit: PHASOR_LIMIT }];
const componentsOf = (currents: PhaseCurrents, { sampleRateHz, frequencyHz }: ThreeCurrents) =>
  computed(symmetricalComponents(currents, sampleRateHz, frequencyHz));

const MEASUREMENTS = {
  currentFundamental: ({ input, expected }: GoldenCase): Measured => {
    const found = computed(currentFundamental(spectrumOf(input as OneCurrent), SEARCH));
    const wanted = expected as Required<CurrentFundamental>;
    return [
      { what: "frequency", deviation: deviationOf([found.fundamentalHz], [wanted.fundamentalHz]), limit: FREQUENCY_LIMIT },
      { what: "r.m.s.", deviation: deviationOf([found.fundamentalRms], [wanted.fundamentalRms]), limit: INTERPOLATED_LIMIT },
      { what: "distortion", deviation: deviationOf([found.thd], [wanted.thd]), limit: INTERPOLATED_LIMIT },
    ];
  },
  slip: ({ input, expected }: GoldenCase): Measured =>
    deviationOf([slip(input as Motor & { speedRpm: number })], [(expected as { value: number }).value]),
  rotorBarLines: onMotor((motor) => rotorBarLines(motor, motor.maxOrder)),
  eccentricityLines: onMotor((motor) => eccentricityLines(motor, motor.maxOrder)),
  slotHarmonicLines: onMotor(slotHarmonicLines),
  bearingCurrentLines: onMotor(({ fundamentalHz, characteristicHz, maxOrder }) =>
    bearingCurrentLines(fundamentalHz, characteristicHz, maxOrder),
  ),
  currentLineLevels: ({ input, expected }: GoldenCase): Measured => {
    const spectrum = spectrumOf(input as OneCurrent);
    const motor = input as Motor;
    const fundamental = computed(currentFundamental(spectrum, SEARCH));
    const levels = computed(currentLineLevels(spectrum, fundamental, [...rotorBarLines(motor), ...eccentricityLines(motor)]));
    const ratios = levels.map(({ levelDb }) => 10 ** (levelDb / 20));
    const wanted = (expected as { amplitudeRatios: number[] }).amplitudeRatios;
    const deviation = Math.max(...wanted.map((ratio, i) => deviationOf([ratios[i]], [ratio])));
    // 0.01 of the ratio is 0.09 dB.
    return [{ what: "amplitude ratio", deviation, limit: 0.01 }];
  },
  tonePhasor: onPhases<{ values: number[] }>(({ a }, { sampleRateHz, frequencyHz }, { values }) => {
    const { re, im } = computed(tonePhasor(a, sampleRateHz, frequencyHz));
    return phasorRow(deviationOf([re, im], values));
  }),
  symmetricalComponents: onPhases<{ values: number[]; phaseRms: number[] }>((currents, input, { values, phaseRms }) => {
    const { positive, negative, zero, phaseRms: found } = componentsOf(currents, input);
    const parts = [positive, negative, zero].flatMap((phasor) => [phasor?.re, phasor?.im]);
    return phasorRow(deviationOf([...parts, ...found], [...values, ...phaseRms]));
  }),
  currentUnbalance: onPhases<{ negativeSequence: number[]; zeroSequenceRatio: number; nemaRatio: number }>((currents, input, wanted) => {
    const { negativeSequenceRatio, negativeSequenceAngleDeg, zeroSequenceRatio, nemaRatio } = currentUnbalance(
      componentsOf(currents, input),
    );
    const angle = ((negativeSequenceAngleDeg ?? Number.NaN) * Math.PI) / 180;
    const actual = [negativeSequenceRatio * Math.cos(angle), negativeSequenceRatio * Math.sin(angle), zeroSequenceRatio, nemaRatio];
    return phasorRow(deviationOf(actual, [...wanted.negativeSequence, wanted.zeroSequenceRatio, wanted.nemaRatio], 1));
  }),
  parkVector: onPhases<{ d: number[]; q: number[] }>((currents, { at }, { d, q }) => {
    const vector = parkVector(currents);
    return deviationOf([...pick(vector.d, at), ...pick(vector.q, at)], [...d, ...q]);
  }),
  parkModulus: onPhases<{ values: number[] }>((currents, { at }, { values }) =>
    deviationOf(pick(parkModulus(parkVector(currents)), at), values),
  ),
  parkAxisRatio: onPhases<{ value: number }>((currents, _, { value }) =>
    deviationOf([computed(parkAxisRatio(parkVector(currents)))], [value]),
  ),
  parkModulusSpectrum: onPhases<{ values: number[] }>((currents, { sampleRateHz, lines }, { values }) => {
    const { amplitude } = parkModulusSpectrum(parkModulus(parkVector(currents)), sampleRateHz);
    return deviationOf(pick(amplitude, lines), values);
  }),
  parkTwiceSupplyRatio: onPhases<{ value: number }>((currents, { sampleRateHz, frequencyHz }, { value }) => {
    const ratio = computed(parkTwiceSupplyRatio(parkModulus(parkVector(currents)), sampleRateHz, frequencyHz));
    // The modulus holds products of all harmonics that the fit does not.
    return [{ what: "ratio", deviation: deviationOf([ratio], [value]), limit: INTERPOLATED_LIMIT }];
  }),
};

export const rows = (golden: GoldenFile): readonly ConformanceRow[] => rowsOf(golden, MEASUREMENTS);
