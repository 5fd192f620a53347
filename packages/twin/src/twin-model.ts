import type { TwinLine } from "./common-lines.js";
import type { TwinNoise } from "./noise.js";
import type { Resonance } from "./resonance.js";

/** What a sound machine sounds like at one point: tones, noise, and the resonance that a strike would ring. Amplitudes in the unit of the samples. */
export interface TwinModel {
  readonly sampleRateHz: number;
  /** Median speed of the recordings. */
  readonly shaftHz: number;
  readonly lines: readonly TwinLine[];
  readonly noise: TwinNoise;
  readonly resonance: Resonance;
}
