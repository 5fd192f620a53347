import { InvalidValue } from "@phm/domain";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { type FrequencyBand, requireBand } from "../signal/signal-checks.js";
import { firstLineFrom } from "./band-rms.js";
import { requireMeanSquareSpectrum } from "./mean-square-checks.js";
import type { MeanSquareSpectrum } from "./mean-square-spectrum.js";

const { exp, log, sqrt } = Math;

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
  const total = sumOfLines(meanSquare, first, end);
  if (total === 0) return undefined;
  const lines = end - first;
  const centroid = meanLine(meanSquare, first, end, total);
  const second = centralMoment(meanSquare, first, end, total, centroid, 2);
  const shape: { -readonly [figure in keyof SpectralShape]: SpectralShape[figure] } = {
    centroidHz: centroid * resolutionHz,
    spreadHz: sqrt(second) * resolutionHz,
    rollOffHz: rollOffLine(meanSquare, first, end, total * rollOffRatio) * resolutionHz,
    flatnessRatio: geometricMean(meanSquare, first, end) / (total / lines),
  };
  if (second > 0) shape.kurtosis = centralMoment(meanSquare, first, end, total, centroid, 4) / (second * second);
  if (lines > 1) shape.entropyRatio = entropy(meanSquare, first, end, total) / log(lines);
  return shape;
}

// One pass and one number each: an object of several sums would be garbage in every call.

function sumOfLines(meanSquare: Float64Array, first: number, end: number): number {
  let sum = 0;
  for (let k = first; k < end; k++) sum += meanSquare[k] as number;
  return sum;
}

function meanLine(meanSquare: Float64Array, first: number, end: number, total: number): number {
  let sum = 0;
  for (let k = first; k < end; k++) sum += (meanSquare[k] as number) * k;
  return sum / total;
}

function centralMoment(meanSquare: Float64Array, first: number, end: number, total: number, centroid: number, order: 2 | 4): number {
  let sum = 0;
  for (let k = first; k < end; k++) {
    const square = (k - centroid) * (k - centroid);
    sum += (meanSquare[k] as number) * (order === 2 ? square : square * square);
  }
  return sum / total;
}

/** In nats. */
function entropy(meanSquare: Float64Array, first: number, end: number, total: number): number {
  let sum = 0;
  for (let k = first; k < end; k++) {
    const share = (meanSquare[k] as number) / total;
    if (share > 0) sum -= share * log(share);
  }
  return sum;
}

function geometricMean(meanSquare: Float64Array, first: number, end: number): number {
  let sum = 0;
  for (let k = first; k < end; k++) sum += log(meanSquare[k] as number);
  return exp(sum / (end - first));
}

/** The first line up to which the lines add up to `limit`, rounding aside: the last one where the limit is their sum. */
function rollOffLine(meanSquare: Float64Array, first: number, end: number, limit: number): number {
  let sum = 0;
  for (let k = first; k < end; k++) {
    sum += meanSquare[k] as number;
    if (sum >= limit * (1 - ROUNDING_RATIO)) return k;
  }
  return end - 1;
}

/** So much may be lost by rounding when lines are added up. */
const ROUNDING_RATIO = 1e-12;
