import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";

/** Half width of a Hann main lobe, in lines. */
export const LOBE_LINES = 2;

/** Mean square of a tone whose Hann main lobe is centred at or beside `centre`: the lobe's lines together. */
export function lobeMeanSquare(meanSquare: Float64Array, centre: number): number {
  let sum = 0;
  for (let k = centre - LOBE_LINES; k <= centre + LOBE_LINES; k++) sum += meanSquare[k] ?? 0;
  return sum;
}

/** The highest of the lines first to last that is above zero; never line 0. Undefined where there is none. */
export function strongestLine(meanSquare: Float64Array, first: number, last: number): number | undefined {
  let best: number | undefined;
  for (let k = Math.max(1, first); k <= Math.min(last, meanSquare.length - 1); k++) {
    if ((meanSquare[k] as number) > (best === undefined ? 0 : (meanSquare[best] as number))) best = k;
  }
  return best;
}

/** Seconds of the record that a spectrum was made of. */
export function recordSeconds(spectrum: MeanSquareSpectrum): number {
  return 1 / spectrum.resolutionHz;
}
