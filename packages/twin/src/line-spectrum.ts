import { amplitudeSpectrum, floorFastLength } from "@phm/dsp";
import { quantileInPlace } from "./quantile.js";
import type { Recording } from "./recording.js";

/** Equivalent noise bandwidth of the Hann window, lines (F. J. Harris, Proc. IEEE 66, 1978). */
export const HANN_NOISE_LINES = 1.5;
/** Median over mean of the power of a line of noise, which is exponentially distributed. */
const MEDIAN_OF_EXPONENTIAL = Math.LN2;
/** A line of pure noise is this many times its mean with a chance of e^-20: once in many thousand recordings. */
export const LINE_OVER_NOISE_POWER = 20;
const MIN_HALF_WIDTH_LINES = 8;
/** The two below it are changed where the mean is removed from a Hann window. */
const FIRST_LINE = 2;
/** Lines on either side of a tone that a Hann window lifts. */
const TONE_HALF_WIDTH = 3;
/** The running median must span more than the distance of two harmonics, so that they are the exception in it. */
const HALF_WIDTH_SHAFTS = 0.75;

/** A discrete line: a tone of the machine or of the mains. */
export interface DiscreteLine {
  readonly hz: number;
  /** Peak amplitude, in the unit of the samples. */
  readonly amplitude: number;
}

/** What one recording shows: the whole spectrum, the noise below the lines, and the lines that stand out of it. */
export interface LineSpectrum {
  readonly sampleRateHz: number;
  readonly shaftHz: number;
  readonly resolutionHz: number;
  /** Peak amplitude of each line, Hann. */
  readonly amplitude: Float32Array;
  /** Noise without the discrete lines: (unit)²/Hz at each line. */
  readonly noise: Float64Array;
  readonly lines: readonly DiscreteLine[];
}

/** Takes a recording apart: a running median over the power of the lines is the noise, what stands 13 dB above it is a tone. */
export function lineSpectrum({ samples, sampleRateHz, shaftHz }: Recording): LineSpectrum {
  const length = floorFastLength(samples.length) as number;
  const { resolutionHz, amplitude } = amplitudeSpectrum(samples.subarray(0, length), sampleRateHz, { window: "hann", detrend: "mean" });
  const power = Float64Array.from(amplitude, (peak) => (peak * peak) / 2);
  const halfWidth = Math.max(MIN_HALF_WIDTH_LINES, Math.round((HALF_WIDTH_SHAFTS * shaftHz) / resolutionHz));
  // What stands out of all neighbours would lift the noise around it: it is found first, and left out then.
  const tones = linesAbove(power, runningMedian(power, halfWidth), resolutionHz);
  const withoutTones = power.slice();
  for (const { hz } of tones) {
    const k = Math.round(hz / resolutionHz);
    withoutTones.fill(Number.NaN, Math.max(0, k - TONE_HALF_WIDTH), k + TONE_HALF_WIDTH + 1);
  }
  const level = runningMedian(withoutTones, halfWidth);
  const noise = level.map((value) => value / (HANN_NOISE_LINES * resolutionHz));
  return { sampleRateHz, shaftHz, resolutionHz, amplitude, noise, lines: linesAbove(power, level, resolutionHz) };
}

/**
 * Mean power of the noise at each line, from the median of the line and of `halfWidth` neighbours on either side, fewer at the ends;
 * without those that are NaN, and without what removing the mean has taken. Where nothing is left, the level before it.
 */
function runningMedian(power: Float64Array, halfWidth: number): Float64Array {
  const level = new Float64Array(power.length);
  // It changes little from one line to the next, and sorting is what takes the time.
  const stride = Math.max(1, Math.floor(halfWidth / 4));
  for (let first = 0; first < power.length; first += stride) {
    const middle = first + (stride >> 1);
    const near = power.slice(Math.max(FIRST_LINE, middle - halfWidth), middle + halfWidth + 1).filter((value) => !Number.isNaN(value));
    level.fill(near.length > 0 ? quantileInPlace(near, 0.5) / MEDIAN_OF_EXPONENTIAL : (level[first - 1] ?? 0), first, first + stride);
  }
  return level;
}

/** Local greatest lines that are no noise. A tone spreads over three lines of a Hann window: their power tells its amplitude wherever it lies between them. */
function linesAbove(power: Float64Array, level: Float64Array, resolutionHz: number): DiscreteLine[] {
  const found: DiscreteLine[] = [];
  for (let k = FIRST_LINE; k < power.length - 1; k++) {
    const [before, here, after] = [power[k - 1] as number, power[k] as number, power[k + 1] as number];
    if (here < before || here <= after || here < LINE_OVER_NOISE_POWER * (level[k] as number)) continue;
    const sum = before + here + after;
    found.push({ hz: resolutionHz * (k + (after - before) / sum), amplitude: Math.sqrt((2 * sum) / HANN_NOISE_LINES) });
  }
  return found;
}
