import { combScore, HARMONICS } from "./line-comb.js";
import type { LineSpectrum } from "./line-spectrum.js";
import { orderEvidence } from "./order-evidence.js";

/** A harmonic with less evidence than this (ln power over twice the floor) does not stand out. */
const STANDS_OUT = 1;

/** What a family of lines looks like at one point. */
export interface LineDetails {
  /** Harmonics that stand out in at least one spectrum. */
  readonly harmonics: number;
  /** The strongest of them over its surroundings, dB. */
  readonly snrDb: number;
  /** The nearest shaft harmonic over its surroundings, dB. */
  readonly shaftSnrDb: number;
  /** Mean evidence over all spectra of the point. */
  readonly score: number;
}

const decibels = (powerRatio: number): number => 10 * Math.log10(powerRatio);

function strongestRatio({ resolutionHz, powerRatio }: LineSpectrum, hz: number): number {
  const line = Math.round(hz / resolutionHz);
  return Math.max(1, powerRatio[line - 1] ?? 0, powerRatio[line] ?? 0, powerRatio[line + 1] ?? 0);
}

export function lineDetails(spectra: readonly LineSpectrum[], order: number, shaftHz: number): LineDetails {
  let harmonics = 0;
  let strongest = 1;
  for (let k = 1; k <= HARMONICS; k++) {
    let stands = false;
    for (const spectrum of spectra) {
      const { resolutionHz, evidence } = spectrum;
      const line = Math.round((k * order * shaftHz) / resolutionHz);
      stands ||= (evidence[line] ?? 0) >= STANDS_OUT;
      if ((evidence[line] ?? 0) > 0) strongest = Math.max(strongest, strongestRatio(spectrum, k * order * shaftHz));
    }
    if (stands) harmonics += 1;
  }
  const evidence = orderEvidence(spectra, shaftHz);
  const shaft = Math.max(1, ...spectra.map((spectrum) => strongestRatio(spectrum, Math.round(order) * shaftHz)));
  return { harmonics, snrDb: decibels(strongest), shaftSnrDb: decibels(shaft), score: evidence ? combScore(evidence, order, null) : 0 };
}
