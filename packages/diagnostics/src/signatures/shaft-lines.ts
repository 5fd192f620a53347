import type { Spectrum } from "@phm/domain";
import { median } from "../numbers/order-statistics.js";

/** Half of the sum of squared amplitudes of a Hann line over its mean square: the window's equivalent noise bandwidth. */
const HANN_NOISE_LINES = 1.5;
/** A Hann main lobe holds its power in so many lines on either side. */
const LOBE_LINES = 1;
/** Half width of the stretch that a line is compared with, in orders; a whole order's lines stay out of it. */
const FLOOR_HALF_WIDTH_ORDERS = 0.4;

/** One line of an amplitude spectrum. */
export interface ReadLine {
  readonly frequencyHz: number;
  readonly rms: number;
  /** Over the median line of its surroundings, dB; 0 where those are silent. */
  readonly snrDb: number;
}

const meanSquareOf = (amplitude: Float32Array, from: number, to: number): number => {
  let sum = 0;
  for (let i = Math.max(1, from); i <= Math.min(to, amplitude.length - 1); i++) sum += (amplitude[i] as number) ** 2;
  return sum / 2 / HANN_NOISE_LINES;
};

/** R.m.s. of a stretch of an amplitude spectrum, Hann. */
export function stretchRms({ amplitude, resolutionHz }: Spectrum, lowHz: number, highHz: number): number {
  return Math.sqrt(meanSquareOf(amplitude, Math.ceil(lowHz / resolutionHz), Math.floor(highHz / resolutionHz)));
}

/** The strongest line within a tolerance; null where the spectrum does not reach so far. @param shaftHz width of the floor around it */
export function readLine({ amplitude, resolutionHz }: Spectrum, hz: number, toleranceHz: number, shaftHz: number): ReadLine | null {
  const low = Math.max(1, Math.round((hz - toleranceHz) / resolutionHz));
  const high = Math.round((hz + toleranceHz) / resolutionHz);
  if (high + LOBE_LINES >= amplitude.length) return null;
  let top = low;
  for (let i = low; i <= high; i++) if ((amplitude[i] as number) > (amplitude[top] as number)) top = i;
  const reach = Math.max(4, Math.round((FLOOR_HALF_WIDTH_ORDERS * shaftHz) / resolutionHz));
  const around: number[] = [];
  for (let i = Math.max(2, top - reach); i <= Math.min(top + reach, amplitude.length - 1); i++) {
    if (Math.abs(i - top) > LOBE_LINES) around.push(amplitude[i] as number);
  }
  const floor = around.length > 0 ? median(around) : 0;
  const peak = amplitude[top] as number;
  return {
    frequencyHz: top * resolutionHz,
    rms: Math.sqrt(meanSquareOf(amplitude, top - LOBE_LINES, top + LOBE_LINES)),
    snrDb: floor > 0 && peak > 0 ? 20 * Math.log10(peak / floor) : 0,
  };
}
