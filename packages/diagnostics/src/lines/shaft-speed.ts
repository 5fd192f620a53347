import type { ChannelSpectrum, SpectrumKind } from "@phm/domain";
import { lineEvidence, powerRatios, withNeighbours } from "./line-spectrum.js";

/** Bound once: in the loops below a look-up of a global costs more than what it does. */
const { round } = Math;

/** The real speed is sought this far from the given one. */
const SPAN_RATIO = 0.087;
const HARMONICS = 6;
/** A harmonic of the shaft may speak louder than a line of a bearing: it stands alone on its spectrum. */
const MAX_EVIDENCE = 5;
/** The given speed may be this inexact and still be the given one. */
const GIVEN_RATIO = 0.006;
/** Mean evidence by which another speed must win. Wrong ones win by up to 0.65 on public records, bearing orders close to whole numbers above all. */
const CLEAR_MARGIN = 0.7;
/** Within this the given speed is read more exactly, if that is better by this much. */
const READING_RATIO = 0.004;
const READING_MARGIN = 0.15;
/** Coarser lines than this, in shaft orders, cannot tell two speeds apart: more than two seconds at 1500 rpm are needed. */
const MAX_RESOLUTION_ORDERS = 0.02;

/** The waveform shows the shaft itself; its envelope shows it through the bearings, and these with it. */
const DIRECT_WEIGHT = 2;
/** A line of a bearing close to a whole order makes one or two harmonics of a wrong speed: so many must stand out for themselves. */
const MIN_SHOWN_HARMONICS = 4;
const STANDS_OUT = 1;

export interface ShaftSpeed {
  readonly shaftHz: number;
  /** Over the given speed. */
  readonly ratio: number;
  /** The comb of shaft harmonics speaks clearly for another speed than the given one. */
  readonly corrected: boolean;
}

type Evidence = (hz: number) => number;

/** How far the lines of one spectrum stand out, as far as six harmonics reach. */
function evidenceOf({ resolutionHz, amplitude }: ChannelSpectrum, givenHz: number): Evidence {
  const kept = amplitude.subarray(0, Math.ceil(((HARMONICS + 1.5) * (1 + SPAN_RATIO) * givenHz) / resolutionHz));
  const single = powerRatios({ resolutionHz, amplitude: kept }, givenHz).map((ratio) => Math.min(MAX_EVIDENCE, lineEvidence(ratio)));
  const evidence = withNeighbours(single);
  return (hz) => evidence[round(hz / resolutionHz)] ?? 0;
}

/** Mean evidence of several spectra at each harmonic of a trial speed. */
function atHarmonics(spectra: readonly Evidence[], shaftHz: number): number[] {
  return Array.from({ length: HARMONICS }, (_, k) => {
    let sum = 0;
    for (const evidence of spectra) sum += evidence((k + 1) * shaftHz);
    return sum / spectra.length;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The shaft speed that the signal itself speaks for, within ±8 % of the given one: a comb of six shaft harmonics over the direct spectra of
 * all channels and, with half their weight, the pre-whitened envelope spectra. The given speed stands unless another wins clearly and most
 * of its harmonics show in the direct spectra; also where the spectra are too coarse to tell.
 */
export function refineShaftSpeed(spectra: readonly ChannelSpectrum[], givenHz: number): ShaftSpeed {
  const given: ShaftSpeed = { shaftHz: givenHz, ratio: 1, corrected: false };
  const fine = spectra.filter(({ resolutionHz, amplitude }) => resolutionHz <= MAX_RESOLUTION_ORDERS * givenHz && amplitude.length > 1);
  const ofKind = (kind: SpectrumKind) => fine.filter((one) => one.kind === kind);
  const direct = ofKind("direct").map((one) => evidenceOf(one, givenHz));
  const envelope = ofKind("whitened_envelope").map((one) => evidenceOf(one, givenHz));
  if (direct.length === 0 || envelope.length === 0) return given;
  const steps = Math.ceil((SPAN_RATIO * givenHz * HARMONICS) / Math.min(...fine.map(({ resolutionHz }) => resolutionHz)));
  const ratios = Array.from({ length: 2 * steps + 1 }, (_, i) => 1 + (SPAN_RATIO * (i - steps)) / steps);
  const score = ratios.map((ratio) => {
    const shaftHz = ratio * givenHz;
    return (DIRECT_WEIGHT * mean(atHarmonics(direct, shaftHz)) + mean(atHarmonics(envelope, shaftHz))) / (DIRECT_WEIGHT + 1);
  });
  const at = (index: number) => score[index] as number;
  const bestWithin = (span: number) =>
    ratios.reduce((best, ratio, i) => (Math.abs(ratio - 1) <= span && at(i) > at(best) ? i : best), steps);
  const chosen = (index: number, corrected: boolean): ShaftSpeed => {
    const ratio = ratios[index] as number;
    return { shaftHz: givenHz * ratio, ratio, corrected };
  };
  const best = bestWithin(2 * SPAN_RATIO);
  const shown = atHarmonics(direct, givenHz * (ratios[best] as number)).filter((evidence) => evidence >= STANDS_OUT).length;
  if (shown >= MIN_SHOWN_HARMONICS && at(best) - at(bestWithin(GIVEN_RATIO)) > CLEAR_MARGIN) return chosen(best, true);
  const reading = bestWithin(READING_RATIO);
  return at(reading) > at(steps) + READING_MARGIN ? chosen(reading, false) : given;
}
