import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";

/** One harmonic of a shaft, where a spectrum shows it. */
export interface HarmonicLine {
  /** 1 for the shaft's own frequency. */
  readonly harmonic: number;
  readonly frequencyHz: number;
  /** Mean square of the line over the median of the lines around it, a ratio. */
  readonly prominenceRatio: number;
}

/** A spectrum with, for each harmonic of a comb, the level that a line there must stand out of. */
export interface CombSpectrum extends MeanSquareSpectrum {
  /** floors[h - 1] is that of harmonic h. */
  readonly floors: readonly number[];
}

/** Fewest lines that a floor is the median of. */
const FLOOR_LINES = 41;
/** The transform's own rounding lies below it: no floor is lower than this share of the strongest line. */
const ROUNDING_RATIO = 1e-10;
const MAX_SCORED_PROMINENCE = 1000;
/** Half of what is left out around each multiple of the mains: a Hann lobe with its first side lobe, and the mains' own drift. */
const MAINS_LINES = 3;
const MAINS_DRIFT_RATIO = 0.001;
/** A line this far, in lines, from its place in the comb is another one. */
const SEARCH_LINES = 1.5;

/** Adds the floors of harmonics 1 to `harmonics` of speeds around one: medians, which the harmonic's own lines do not raise. */
export function withFloors(spectrum: MeanSquareSpectrum, ratedSpeedHz: number, rangeRatio: number, harmonics: number): CombSpectrum {
  const { meanSquare, resolutionHz } = spectrum;
  const least = ROUNDING_RATIO * meanSquare.reduce((most, value) => Math.max(most, value), 0);
  const floors = Array.from({ length: harmonics }, (_, index) => {
    const centre = ((index + 1) * ratedSpeedHz) / resolutionHz;
    const half = Math.max(FLOOR_LINES / 2, rangeRatio * centre);
    const around = meanSquare.slice(Math.max(1, Math.floor(centre - half)), Math.ceil(centre + half) + 1).sort();
    return Math.max(least, around[Math.floor(around.length / 2)] as number);
  });
  return { ...spectrum, floors };
}

/** Sets the lines around every multiple of the mains to zero: they are the strongest near many a shaft's harmonics and belong to none. */
export function blankMains({ meanSquare, resolutionHz }: MeanSquareSpectrum, mainsHz: number): void {
  for (let frequencyHz = mainsHz; frequencyHz < meanSquare.length * resolutionHz; frequencyHz += mainsHz) {
    const half = MAINS_LINES * resolutionHz + MAINS_DRIFT_RATIO * frequencyHz;
    meanSquare.fill(0, Math.ceil((frequencyHz - half) / resolutionHz), Math.floor((frequencyHz + half) / resolutionHz) + 1);
  }
}

/** How well a comb at a speed fits: the sum over its harmonics of log(1 + prominence, at most 1000), so that no single strong line decides. */
export function combScore({ meanSquare, resolutionHz, floors }: CombSpectrum, speedHz: number): number {
  let score = 0;
  for (let h = 1; h <= floors.length; h++) {
    const place = (h * speedHz) / resolutionHz;
    const line = Math.floor(place);
    const [low, high] = [meanSquare[line] as number, meanSquare[line + 1] as number];
    score += Math.log1p(Math.min(MAX_SCORED_PROMINENCE, (low + (place - line) * (high - low)) / (floors[h - 1] as number)));
  }
  return score;
}

/**
 * The line at a harmonic of a speed, its frequency interpolated between lines of a Hann window: delta = (2r - 1) / (r + 1), r the
 * amplitude ratio of the higher neighbour to the top.
 * @returns undefined where no local maximum lies within 1.5 lines, or it lies beside lines that were blanked
 */
export function harmonicLine(
  { meanSquare, resolutionHz, floors }: CombSpectrum,
  speedHz: number,
  harmonic: number,
): HarmonicLine | undefined {
  const place = (harmonic * speedHz) / resolutionHz;
  let line = Math.round(place);
  for (let k = Math.ceil(place - SEARCH_LINES); k <= place + SEARCH_LINES; k++) {
    if ((meanSquare[k] ?? 0) > (meanSquare[line] ?? 0)) line = k;
  }
  const [before, top, after] = [meanSquare[line - 1] ?? 0, meanSquare[line] ?? 0, meanSquare[line + 1] ?? 0];
  if (!(before > 0 && after > 0 && top >= before && top >= after)) return undefined;
  const ratio = Math.sqrt(Math.max(before, after) / top);
  const delta = Math.max(0, (2 * ratio - 1) / (ratio + 1));
  const frequencyHz = (line + (after >= before ? delta : -delta)) * resolutionHz;
  return { harmonic, frequencyHz, prominenceRatio: top / (floors[harmonic - 1] as number) };
}
