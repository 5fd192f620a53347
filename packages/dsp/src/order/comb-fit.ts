import { type CombSpectrum, type HarmonicLine, harmonicLine } from "./harmonic-lines.js";

/** The straight line through the harmonics that a spectrum shows: frequency = harmonic × speed. */
export interface CombFit {
  readonly speedHz: number;
  /** The harmonics that stand out and lie on the line. */
  readonly lines: readonly HarmonicLine[];
}

/** 12 dB over the median: a line of noise reaches it once in 60,000. */
const MIN_PROMINENCE_RATIO = 16;
/** A prominent line that lies so many lines beside the comb belongs to something else. */
const MAX_MISFIT_LINES = 0.35;
/** Beyond it the interpolation and not the noise limits a line's frequency, and a foreign line is likelier: it counts no more. */
const MAX_WEIGHT = 1000;
/** After each fit the lines are looked for again where it says: the start may be off by a line. */
const ROUNDS = 3;

/** Weighted least squares from a speed that is good to about a line of the highest harmonic; no lines where none agree. */
export function combFit(comb: CombSpectrum, startHz: number, accepts: (line: HarmonicLine) => boolean): CombFit {
  let fit: CombFit = { speedHz: startHz, lines: [] };
  for (let round = 0; round < ROUNDS; round++) {
    const { speedHz } = fit;
    const found = comb.floors
      .map((_, index) => harmonicLine(comb, speedHz, index + 1))
      .filter((line): line is HarmonicLine => line !== undefined && line.prominenceRatio >= MIN_PROMINENCE_RATIO && accepts(line));
    const lines = agreeing(found, weightedSpeed(found), comb.resolutionHz);
    if (lines.length === 0) return { speedHz, lines };
    fit = { speedHz: weightedSpeed(lines), lines };
  }
  return fit;
}

/** Weighted standard deviation of the speeds that the harmonics tell one by one. */
export function spreadOf({ lines, speedHz }: CombFit): number {
  let [sum, weights] = [0, 0];
  for (const line of lines) {
    sum += weightOf(line) * (line.frequencyHz / line.harmonic - speedHz) ** 2;
    weights += weightOf(line);
  }
  return Math.sqrt(sum / weights);
}

function agreeing(lines: readonly HarmonicLine[], speedHz: number, resolutionHz: number): HarmonicLine[] {
  return lines.filter(({ frequencyHz, harmonic }) => Math.abs(frequencyHz - harmonic * speedHz) <= MAX_MISFIT_LINES * resolutionHz);
}

function weightedSpeed(lines: readonly HarmonicLine[]): number {
  let [sum, weights] = [0, 0];
  for (const line of lines) {
    sum += (weightOf(line) * line.frequencyHz) / line.harmonic;
    weights += weightOf(line);
  }
  return sum / weights;
}

/** Inverse variance of a harmonic's speed: that of its frequency falls with its prominence, and dividing by h divides it by h². */
function weightOf({ harmonic, prominenceRatio }: HarmonicLine): number {
  return harmonic * harmonic * Math.min(prominenceRatio, MAX_WEIGHT);
}
