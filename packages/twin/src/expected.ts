import type { TwinLine } from "./common-lines.js";
import { HANN_NOISE_LINES, LINE_OVER_NOISE_POWER } from "./line-spectrum.js";
import { densityAt } from "./noise.js";
import type { ThirdOctave } from "./third-octaves.js";
import type { TwinModel } from "./twin-model.js";

/** Where a tone lies at a speed. */
export function lineHz({ by, at }: TwinLine, shaftHz: number): number {
  return by === "order" ? at * shaftHz : at;
}

/** Root mean square that the model has in a band at a speed, in the unit of the samples. */
export function expectedBandRms({ noise, lines }: TwinModel, { lowHz, highHz }: ThirdOctave, shaftHz: number): number {
  let meanSquare = 0;
  for (let step = 0; step < noise.density.length; step++) {
    const within = Math.min(highHz, (step + 1) * noise.stepHz) - Math.max(lowHz, step * noise.stepHz);
    if (within > 0) meanSquare += within * (noise.density[step] as number);
  }
  for (const line of lines) {
    const hz = lineHz(line, shaftHz);
    if (hz >= lowHz && hz < highHz) meanSquare += line.amplitude ** 2 / 2;
  }
  return Math.sqrt(meanSquare);
}

/** The amplitude spectrum (peak, Hann) that the model has at a speed, and the limit above which a line is not the sound machine's. */
export interface ExpectedSpectrum {
  readonly amplitude: Float32Array;
  readonly limit: Float32Array;
}

/** A tone counts when it has doubled over the 95 % of its recordings. */
const LINE_LIMIT_RATIO = 2;
/** What a Hann window shows of a tone on the lines beside its own. */
const BESIDE = 0.5;

export function expectedSpectrum({ noise, lines }: TwinModel, shaftHz: number, resolutionHz: number, length: number): ExpectedSpectrum {
  const ofNoise = (density: Float64Array, hz: number) => 2 * densityAt(density, noise.stepHz, hz) * HANN_NOISE_LINES * resolutionHz;
  const amplitude = Float32Array.from({ length }, (_, k) => Math.sqrt(ofNoise(noise.density, k * resolutionHz)));
  const limit = Float32Array.from({ length }, (_, k) => Math.sqrt(LINE_OVER_NOISE_POWER * ofNoise(noise.highDensity, k * resolutionHz)));
  for (const line of lines) {
    const nearest = Math.round(lineHz(line, shaftHz) / resolutionHz);
    // One line further than the window spreads: a speed is known to a part of a line at best.
    for (let k = Math.max(0, nearest - 2); k <= Math.min(length - 1, nearest + 2); k++) {
      const share = k === nearest ? 1 : Math.abs(k - nearest) === 1 ? BESIDE : 0;
      amplitude[k] = Math.hypot(amplitude[k] as number, share * line.amplitude);
      limit[k] = Math.max(limit[k] as number, LINE_LIMIT_RATIO * line.highAmplitude);
    }
  }
  return { amplitude, limit };
}
