import type { PhaseCurrents } from "../src/index.js";
import { congruential } from "./signals.js";

/** A phase current as made of tones: amplitude (peak), frequency and phase of the cosine at the first sample. */
export interface Tone {
  readonly amplitude: number;
  readonly frequencyHz: number;
  readonly phaseDeg?: number;
}

/** Sum of cosines and uniform noise in ±noiseAmplitude, float32; conformance/dsp/current.py states the same. */
export function tones(length: number, rateHz: number, lines: readonly Tone[], noiseAmplitude = 0, seed = 1): Float32Array {
  const random = congruential(length, seed);
  return Float32Array.from({ length }, (_, i) =>
    lines.reduce(
      (total, { amplitude, frequencyHz, phaseDeg = 0 }) =>
        total + amplitude * Math.cos((2 * Math.PI * frequencyHz * i) / rateHz + (phaseDeg * Math.PI) / 180),
      noiseAmplitude * (random[i] as number),
    ),
  );
}

/** Three currents of one frequency: peak amplitude and phase each. */
export function threePhases(
  length: number,
  rateHz: number,
  frequencyHz: number,
  phases: readonly (readonly [amplitude: number, phaseDeg: number])[],
): Required<PhaseCurrents> {
  const [a, b, c] = phases.map(([amplitude, phaseDeg]) => tones(length, rateHz, [{ amplitude, frequencyHz, phaseDeg }]));
  return { a: a as Float32Array, b: b as Float32Array, c: c as Float32Array };
}
