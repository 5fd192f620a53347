import type { LineSpectrum } from "./line-spectrum.js";

/** Harmonics a fault is looked for at. */
const HARMONICS = 5;
/** A harmonic with less evidence than this (ln power over twice the floor) does not stand out. */
const STANDS_OUT = 1;
/** Slip lets a bearing run this far from its calculated order. */
export const ORDER_TOLERANCE = 0.012;
const SIDEBAND_WEIGHT = 0.5;

/** A family of lines: harmonics of one order, with sidebands where the load zone modulates the impacts. */
export interface CombShape {
  readonly order: number;
  /** Distance of the first sidebands in orders (shaft for an inner race, cage for a rolling element); null without. */
  readonly sidebandOrder: number | null;
}

export interface CombMatch {
  /** Mean evidence over the lines of the comb, 0 to 3.5. */
  readonly score: number;
  /** Order of the first harmonic that fits best. */
  readonly order: number;
  readonly harmonics: number;
  /** Strongest harmonic over its floor, dB. */
  readonly snrDb: number;
}

const NO_MATCH: CombMatch = { score: 0, order: 0, harmonics: 0, snrDb: 0 };

function evidenceAt(lines: LineSpectrum, hz: number): number | null {
  const value = lines.evidence[Math.round(hz / lines.resolutionHz)];
  return value === undefined || hz <= 0 ? null : value;
}

function combAt(lines: LineSpectrum, order: number, sidebandOrder: number | null) {
  let sum = 0;
  let weight = 0;
  let harmonics = 0;
  for (let k = 1; k <= HARMONICS; k++) {
    const hz = k * order * lines.shaftHz;
    const line = evidenceAt(lines, hz);
    if (line === null) break;
    sum += line;
    weight += 1;
    if (line >= STANDS_OUT) harmonics += 1;
    if (sidebandOrder === null) continue;
    for (const side of [-1, 1]) {
      const sideband = evidenceAt(lines, hz + side * sidebandOrder * lines.shaftHz);
      if (sideband === null) continue;
      sum += SIDEBAND_WEIGHT * sideband;
      weight += SIDEBAND_WEIGHT;
    }
  }
  return { score: weight > 0 ? sum / weight : 0, harmonics };
}

function strongestDb(lines: LineSpectrum, order: number): number {
  let strongest = 1;
  for (let k = 1; k <= HARMONICS; k++) {
    const centre = Math.round((k * order * lines.shaftHz) / lines.resolutionHz);
    for (let i = centre - 1; i <= centre + 1; i++) strongest = Math.max(strongest, lines.powerRatio[i] ?? 0);
  }
  return 10 * Math.log10(strongest);
}

/** The best fit of a comb within ±1.2 % of its order. All harmonics move together, so a wide search does not collect chance lines. */
export function matchComb(lines: LineSpectrum, shape: CombShape): CombMatch {
  const halfSteps = Math.max(1, Math.ceil((shape.order * lines.shaftHz * ORDER_TOLERANCE * HARMONICS) / lines.resolutionHz));
  let best = NO_MATCH;
  for (let step = -halfSteps; step <= halfSteps; step++) {
    const order = shape.order * (1 + (ORDER_TOLERANCE * step) / halfSteps);
    const { score, harmonics } = combAt(lines, order, shape.sidebandOrder);
    if (score > best.score) best = { score, order, harmonics, snrDb: 0 };
  }
  return best.score > 0 ? { ...best, snrDb: strongestDb(lines, best.order) } : NO_MATCH;
}
