import type { LineSpectrum } from "./line-spectrum.js";
import { quantileInPlace } from "./quantile.js";

/** Broadband noise of the machine and its sensor, without the tones, from 0 Hz to Nyquist in even steps. */
export interface TwinNoise {
  readonly stepHz: number;
  /** (unit)²/Hz in each step: median of the recordings. */
  readonly density: Float64Array;
  /** 95 % of the recordings. */
  readonly highDensity: Float64Array;
}

const MAX_STEPS = 1024;
const HIGH = 0.95;

/** What is common to the noise of several recordings, at least one, of one sample rate. */
export function commonNoise(spectra: readonly LineSpectrum[]): TwinNoise {
  const [{ sampleRateHz }] = spectra as [LineSpectrum];
  const nyquistHz = sampleRateHz / 2;
  const coarsest = Math.max(...spectra.map(({ resolutionHz }) => resolutionHz));
  const steps = Math.max(1, Math.min(MAX_STEPS, Math.floor(nyquistHz / coarsest)));
  const stepHz = nyquistHz / steps;
  const pooled = spectra.map(({ noise, resolutionHz }) => pool(noise, resolutionHz, stepHz, steps));
  const at = (ratio: number) =>
    Float64Array.from({ length: steps }, (_, step) =>
      quantileInPlace(
        pooled.map((values) => values[step] as number),
        ratio,
      ),
    );
  return { stepHz, density: at(0.5), highDensity: at(HIGH) };
}

/** Mean of the lines that lie in each step; the nearest line where none does. */
function pool(noise: Float64Array, resolutionHz: number, stepHz: number, steps: number): Float64Array {
  return Float64Array.from({ length: steps }, (_, step) => {
    const first = Math.ceil((step * stepHz) / resolutionHz);
    const end = Math.min(noise.length, Math.ceil(((step + 1) * stepHz) / resolutionHz));
    if (end <= first) return noise[Math.min(noise.length - 1, Math.round(((step + 0.5) * stepHz) / resolutionHz))] as number;
    let sum = 0;
    for (let k = first; k < end; k++) sum += noise[k] as number;
    return sum / (end - first);
  });
}

/** The density at a frequency, that of its step. */
export function densityAt(density: Float64Array, stepHz: number, hz: number): number {
  return density[Math.min(density.length - 1, Math.floor(hz / stepHz))] as number;
}
