import { InvalidValue } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireBand } from "../signal/signal-checks.js";
import { firstLineFrom } from "./band-rms.js";
import { requireMeanSquareSpectrum } from "./mean-square-checks.js";
import type { MeanSquareSpectrum } from "./mean-square-spectrum.js";

/**
 * How the mean square is spread over frequency, taken as a distribution: p[k] = meanSquare[k] / sum (Peeters 2004). None of it
 * depends on the size of the signal.
 */
export interface SpectralShape {
  /** Mean frequency: sum of f·p. */
  readonly centroidHz: number;
  /** Standard deviation about the centroid. */
  readonly spreadHz: number;
  /** Fourth moment about the centroid over spread⁴: 1.8 for an even band, 3 for a Gaussian one. Absent where one line holds everything. */
  readonly kurtosis?: number;
  /** Shannon's entropy of p over that of an even spectrum: 0 for one line, 1 for all lines alike. Absent on a single line. */
  readonly entropyRatio?: number;
  /** Frequency of the first line up to which at least rollOffRatio of the mean square lies. */
  readonly rollOffHz: number;
  /** Geometric over arithmetic mean of the lines: 1 for all lines alike, 0 where a line is zero; about 0.56 for white noise unaveraged. */
  readonly flatnessRatio: number;
}

export interface SpectralShapeOptions {
  /** Lines with lowHz <= f < highHz count, at Nyquist inclusive, as in `bandMeanSquare`; default all lines. */
  readonly band: FrequencyBand;
  /** Default 0.85. */
  readonly rollOffRatio: number;
}

/**
 * Centroid, spread, kurtosis, entropy, roll-off and flatness of a spectrum.
 * @returns insufficientData when the band reaches above Nyquist, holds no line, or all its lines are zero
 * @throws InvalidValue on a spectrum that is not finite or an option outside its range
 */
export function spectralShape(spectrum: MeanSquareSpectrum, options: Partial<SpectralShapeOptions> = {}): SpectralShape | InsufficientData {
  requireMeanSquareSpectrum(spectrum);
  const { sampleRateHz, resolutionHz, meanSquare } = spectrum;
  const nyquistHz = sampleRateHz / 2;
  const { band = { lowHz: 0, highHz: nyquistHz }, rollOffRatio = 0.85 } = options;
  requireBand(band);
  if (!(rollOffRatio > 0 && rollOffRatio <= 1)) throw new InvalidValue("rollOffRatio", rollOffRatio, "above 0 and at most 1");
  if (band.highHz > nyquistHz) return insufficientData(`the band ends at ${band.highHz} Hz, above Nyquist at ${nyquistHz} Hz`);
  const first = firstLineFrom(band.lowHz, resolutionHz);
  const end = band.highHz === nyquistHz ? meanSquare.length : firstLineFrom(band.highHz, resolutionHz);
  if (end <= first) return insufficientData("no line lies in the band");
  return shapeOf(meanSquare, first, end, resolutionHz, rollOffRatio) ?? insufficientData("the signal is zero in the band");
}

function shapeOf(
  meanSquare: Float64Array,
  first: number,
  end: number,
  resolutionHz: number,
  rollOffRatio: number,
): SpectralShape | undefined {
  let total = 0;
  let moment = 0;
  let logarithms = 0;
  for (let k = first; k < end; k++) {
    const value = meanSquare[k] as number;
    total += value;
    moment += value * k;
    logarithms += Math.log(value);
  }
  if (total === 0) return undefined;
  const lines = end - first;
  const centroid = moment / total;
  const { second, fourth, entropy, rollOff } = sumsAbout(centroid, meanSquare, first, end, total, rollOffRatio);
  return {
    centroidHz: centroid * resolutionHz,
    spreadHz: Math.sqrt(second) * resolutionHz,
    ...(second > 0 ? { kurtosis: fourth / (second * second) } : {}),
    ...(lines > 1 ? { entropyRatio: entropy / Math.log(lines) } : {}),
    rollOffHz: rollOff * resolutionHz,
    flatnessRatio: Math.exp(logarithms / lines) / (total / lines),
  };
}

/** Moments about the centroid and entropy of the distribution, in lines, and the line where the roll-off is reached. */
function sumsAbout(centroid: number, meanSquare: Float64Array, first: number, end: number, total: number, rollOffRatio: number) {
  let second = 0;
  let fourth = 0;
  let entropy = 0;
  let cumulated = 0;
  let rollOff = -1;
  for (let k = first; k < end; k++) {
    const share = (meanSquare[k] as number) / total;
    const square = (k - centroid) * (k - centroid);
    second += share * square;
    fourth += share * square * square;
    if (share > 0) entropy -= share * Math.log(share);
    cumulated += share;
    if (rollOff < 0 && cumulated >= rollOffRatio * (1 - ROUNDING_RATIO)) rollOff = k;
  }
  return { second, fourth, entropy, rollOff };
}

/** The shares add up to 1 but for rounding, which must not push a roll-off of 1 beyond the last line. */
const ROUNDING_RATIO = 1e-12;
