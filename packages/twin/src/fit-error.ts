import { expectedBandRms } from "./expected.js";
import { HANN_NOISE_LINES, type LineSpectrum } from "./line-spectrum.js";
import { quantileInPlace } from "./quantile.js";
import { type ThirdOctave, thirdOctaves } from "./third-octaves.js";
import type { TwinModel } from "./twin-model.js";

/** How far recordings that the model was not made from lie from it. */
export interface FitError {
  /** Of all third-octave bands of all recordings held back: |20·log10(measured / expected)|, the median and the 90 %. */
  readonly medianDb: number;
  readonly p90Db: number;
  /** Measured over expected r.m.s. of the whole recording, the median: 1 for a model that neither over- nor underestimates. */
  readonly rmsRatio: number;
  readonly recordings: number;
}

/** @param heldBack at least one */
export function fitError(model: TwinModel, heldBack: readonly LineSpectrum[]): FitError {
  const errorsDb: number[] = [];
  const rmsRatios: number[] = [];
  for (const { amplitude, sampleRateHz, resolutionHz, shaftHz } of heldBack) {
    const bands = thirdOctaves(sampleRateHz, resolutionHz);
    let [measuredSquare, expectedSquare] = [0, 0];
    for (const band of bands) {
      const measured = measuredBandRms(amplitude, resolutionHz, band);
      const expected = expectedBandRms(model, band, shaftHz);
      errorsDb.push(Math.abs(decibels(measured, expected)));
      measuredSquare += measured ** 2;
      expectedSquare += expected ** 2;
    }
    rmsRatios.push(Math.sqrt(measuredSquare / expectedSquare));
  }
  return {
    medianDb: quantileInPlace(errorsDb, 0.5),
    p90Db: quantileInPlace(errorsDb, 0.9),
    rmsRatio: quantileInPlace(rmsRatios, 0.5),
    recordings: heldBack.length,
  };
}

/** Root mean square of a band, from a Hann amplitude spectrum. */
export function measuredBandRms(amplitude: Float32Array, resolutionHz: number, { lowHz, highHz }: ThirdOctave): number {
  let sum = 0;
  const end = Math.min(amplitude.length, Math.ceil(highHz / resolutionHz));
  for (let k = Math.ceil(lowHz / resolutionHz); k < end; k++) sum += (amplitude[k] as number) ** 2;
  return Math.sqrt(sum / (2 * HANN_NOISE_LINES));
}

export function decibels(measured: number, expected: number): number {
  return 20 * Math.log10(Math.max(measured, Number.MIN_VALUE) / Math.max(expected, Number.MIN_VALUE));
}
