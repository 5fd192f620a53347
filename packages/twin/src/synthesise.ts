import { inverseRealFft, spectrumLines } from "@phm/dsp";
import { type ImpactTrain, mode, type Random } from "@phm/simulator";
import { lineHz } from "./expected.js";
import { densityAt } from "./noise.js";
import type { TwinModel } from "./twin-model.js";

const TURN = 2 * Math.PI;

/**
 * A waveform of the sound machine: noise of the model's density with random phases, and its tones, each with a phase of its own.
 * @param samples of a fast length
 */
export function soundWaveform(model: TwinModel, shaftHz: number, samples: number, random: Random): Float32Array {
  const waveform = noiseWaveform(model, samples, random);
  for (const line of model.lines) {
    const stepRad = (TURN * lineHz(line, shaftHz)) / model.sampleRateHz;
    if (stepRad >= Math.PI) continue;
    const phaseRad = random.uniform(0, TURN);
    for (let i = 0; i < samples; i++) waveform[i] = (waveform[i] as number) + line.amplitude * Math.cos(phaseRad + stepRad * i);
  }
  return waveform;
}

function noiseWaveform({ noise, sampleRateHz }: TwinModel, samples: number, random: Random): Float32Array {
  const lines = spectrumLines(samples);
  const spectrum = new Float32Array(2 * lines);
  const resolutionHz = sampleRateHz / samples;
  for (let k = 1; k < lines - 1; k++) {
    // The mean square of a line, density × resolution, is 2·|X|²/N², half of it in each part of X.
    const part = (samples / 2) * Math.sqrt(densityAt(noise.density, noise.stepHz, k * resolutionHz) * resolutionHz);
    spectrum[2 * k] = part * random.normal();
    spectrum[2 * k + 1] = part * random.normal();
  }
  const waveform = new Float32Array(samples);
  inverseRealFft(spectrum, waveform);
  return waveform;
}

/** Adds the ringing of the resonance at each strike; `strikePeak` is its first peak in the middle of the load zone. */
export function addStrikes(waveform: Float32Array, model: TwinModel, { timeS, strength }: ImpactTrain, strikePeak: number): void {
  const { sampleRateHz, resonance } = model;
  const { stepRe, stepIm, decayPerS, dampedRadPerS, quadrature } = mode(resonance.naturalHz, resonance.dampingRatio, sampleRateHz);
  let [re, im, next] = [0, 0, 0];
  for (let index = 0; index < waveform.length; index++) {
    [re, im] = [re * stepRe - im * stepIm, re * stepIm + im * stepRe];
    while (next < timeS.length && (timeS[next] as number) * sampleRateHz <= index) {
      const sinceS = index / sampleRateHz - (timeS[next] as number);
      const size = strikePeak * (strength[next] as number) * Math.exp(-decayPerS * sinceS);
      re += size * Math.cos(dampedRadPerS * sinceS);
      im += size * Math.sin(dampedRadPerS * sinceS);
      next++;
    }
    waveform[index] = (waveform[index] as number) + re - quadrature * im;
  }
}
