import type { ChannelSpectrum, FeatureVector } from "@phm/domain";
import { featuresAt } from "./synthetic-features.js";

export const SHAFT_HZ = 25;
export const ORDERS = { bpfo: 3.58, bpfi: 5.42, bsf: 2.36, ftf: 0.4 };
const LINES_HZ = 950;

export interface Family {
  readonly order: number;
  readonly height: number;
  readonly sideOrder?: number;
  readonly count?: number;
}

/** Rayleigh noise (the amplitude spectrum of Gaussian noise) with families of lines on it. */
export function spectrumWith(seed: number, families: readonly Family[], resolutionHz = 1, shaftHz = SHAFT_HZ): ChannelSpectrum {
  let state = seed >>> 0;
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  const amplitude = Float32Array.from({ length: Math.round(LINES_HZ / resolutionHz) }, () => Math.sqrt(-2 * Math.log(uniform())));
  for (const { order, height, sideOrder, count = 5 } of families) {
    for (let k = 1; k <= count; k++) {
      for (const side of sideOrder === undefined ? [0] : [-sideOrder, 0, sideOrder]) {
        const line = Math.round(((k * order + side) * shaftHz) / resolutionHz);
        if (line > 0 && line < amplitude.length) amplitude[line] = height / (side === 0 ? 1 : 2);
      }
    }
  }
  return { kind: "whitened_envelope", lowHz: 3000, highHz: 5500, resolutionHz, amplitude };
}

/** Three bands, as a sampling of 12 kHz has them. */
export function bandsWith(seed: number, families: readonly Family[], resolutionHz = 1, shaftHz = SHAFT_HZ): ChannelSpectrum[] {
  return [0, 1, 2].map((band) => spectrumWith(1000 * seed + 17 * band + 1, families, resolutionHz, shaftHz));
}

export function featuresOf(spectra: readonly ChannelSpectrum[], seconds = 0, speedRpm = SHAFT_HZ * 60): FeatureVector {
  const features = featuresAt(seconds, { level: 1, speedRpm });
  return { ...features, channels: features.channels.map((channel) => ({ ...channel, spectra })) };
}
