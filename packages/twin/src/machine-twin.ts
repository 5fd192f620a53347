import { commonLines } from "./common-lines.js";
import { type FitError, fitError } from "./fit-error.js";
import { type LineSpectrum, lineSpectrum } from "./line-spectrum.js";
import { commonNoise } from "./noise.js";
import { median } from "./quantile.js";
import { type Recording, requireRecordings } from "./recording.js";
import { resonanceOf } from "./resonance.js";
import type { TwinModel } from "./twin-model.js";

/** A model with how well it tells recordings that it was not made from. */
export interface MachineTwin extends TwinModel {
  readonly recordings: number;
  readonly error: FitError;
}

/**
 * Fits the model to recordings of the machine in a condition that is taken as sound. The error is that of a model of every other
 * recording, told on those between; the model itself is made from all.
 * @param recordings at least 6 of one sample rate, each of 8 turns of the shaft or more
 * @throws InvalidValue naming what is too few or differs
 */
export function fitTwin(recordings: readonly Recording[]): MachineTwin {
  requireRecordings(recordings);
  const spectra = recordings.map(lineSpectrum);
  const [madeFrom, heldBack] = [0, 1].map((rest) => spectra.filter((_, index) => index % 2 === rest)) as [LineSpectrum[], LineSpectrum[]];
  return { ...modelOf(spectra), recordings: recordings.length, error: fitError(modelOf(madeFrom), heldBack) };
}

function modelOf(spectra: readonly LineSpectrum[]): TwinModel {
  const [{ sampleRateHz }] = spectra as [LineSpectrum];
  const noise = commonNoise(spectra);
  return {
    sampleRateHz,
    shaftHz: median(spectra.map(({ shaftHz }) => shaftHz)),
    lines: commonLines(spectra),
    noise,
    resonance: resonanceOf(noise, sampleRateHz),
  };
}
