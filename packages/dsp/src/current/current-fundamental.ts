import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireBand } from "../signal/signal-checks.js";
import { firstLineFrom, lastLineTo } from "../spectrum/band-rms.js";
import type { MeanSquareSpectrum } from "../spectrum/mean-square-spectrum.js";
import { LOBE_LINES, lobeMeanSquare, strongestLine } from "./hann-lobe.js";

/** The supply as seen in one phase current. */
export interface CurrentFundamental {
  readonly fundamentalHz: number;
  /** In the unit of the samples. */
  readonly fundamentalRms: number;
  /** Total harmonic distortion: r.m.s. of harmonics 2 to 40 below Nyquist over the fundamental's (IEC 61000-4-7). A ratio. Absent when no harmonic fits. */
  readonly thd?: number;
}

/** Two lobes and a line between them: closer harmonics could not be told apart. */
const MIN_LINES_BETWEEN_HARMONICS = 2 * LOBE_LINES + 2;
const MAX_HARMONIC = 40;

/**
 * The strongest line in a search band, with its harmonics. From 1 s on the frequency is right to 0.01 Hz also in noise of 1 % of the
 * tone; the promise is on the mean of a record in which the supply does not drift.
 * @param spectrum of a current with a Hann window: the interpolation between lines is that window's (error below 1e-3 lines for a pure tone)
 * @param search where the fundamental may lie
 * @returns insufficientData when the band reaches above Nyquist, there is no signal in it, or the record holds fewer than 6 periods
 */
export function currentFundamental(spectrum: MeanSquareSpectrum, search: FrequencyBand): CurrentFundamental | InsufficientData {
  requireBand(search);
  const { meanSquare, resolutionHz, sampleRateHz } = spectrum;
  if (search.highHz > sampleRateHz / 2) return insufficientData(`${search.highHz} Hz is above Nyquist at ${sampleRateHz / 2} Hz`);
  const line = strongestLine(meanSquare, firstLineFrom(search.lowHz, resolutionHz), lastLineTo(search.highHz, resolutionHz));
  if (line === undefined) return insufficientData("no signal in the search band");
  if (line < MIN_LINES_BETWEEN_HARMONICS) return insufficientData(`fewer than ${MIN_LINES_BETWEEN_HARMONICS} periods in the record`);
  const position = interpolateHann(meanSquare, line);
  const fundamental = lobeMeanSquare(meanSquare, line);
  let harmonics = 0;
  let counted = 0;
  for (let order = 2; order <= MAX_HARMONIC && order * position + LOBE_LINES < meanSquare.length - 1; order++, counted++) {
    harmonics += lobeMeanSquare(meanSquare, Math.round(order * position));
  }
  const result = { fundamentalHz: position * resolutionHz, fundamentalRms: Math.sqrt(fundamental) };
  return counted === 0 ? result : { ...result, thd: Math.sqrt(harmonics / fundamental) };
}

/** A Hann main lobe's top from its highest line and the higher of that line's neighbours: delta = (2r - 1) / (r + 1), r their amplitude ratio. */
function interpolateHann(meanSquare: Float64Array, line: number): number {
  const [before, top, after] = [meanSquare[line - 1] ?? 0, meanSquare[line] as number, meanSquare[line + 1] ?? 0];
  const ratio = Math.sqrt(Math.max(before, after) / top);
  const delta = Math.max(0, (2 * ratio - 1) / (ratio + 1));
  return after >= before ? line + delta : line - delta;
}
