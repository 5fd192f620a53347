import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { requirePositive } from "./slip.js";

/** A tone as a complex number: x(t) = √2·(re·cos(2πft) - im·sin(2πft)), t counted from the middle of the record; magnitude is r.m.s. */
export interface Phasor {
  readonly re: number;
  readonly im: number;
}

/** The negative-frequency image, 2 × this many lines away, is then below 2e-4 of the tone. */
const MIN_PERIODS = 6;

/**
 * Phasor of one frequency in a record, by correlation with a Hann-weighted complex tone in float64: harmonics and the mean stay out.
 * The phase refers to the middle of the record, where a small error of the frequency does least.
 * @param samples finite, at least 2; all channels of an acquisition share one time axis, so their phasors can be compared
 * @returns insufficientData where the record holds fewer than 6 periods or the frequency is not below Nyquist
 * @throws InvalidValue on fewer than 2 samples, a sample that is not finite, or a rate or frequency that is not above 0
 * Example: 10·cos(2πft) sampled symmetrically about t = 0 -> re 7.071, im 0.
 */
export function tonePhasor(samples: Float32Array, sampleRateHz: number, frequencyHz: number): Phasor | InsufficientData {
  requireSamples(samples, 2);
  requireSampleRate(sampleRateHz);
  requirePositive("frequencyHz", frequencyHz);
  const length = samples.length;
  if (frequencyHz >= sampleRateHz / 2) return insufficientData(`${frequencyHz} Hz is not below Nyquist at ${sampleRateHz / 2} Hz`);
  if ((frequencyHz * length) / sampleRateHz < MIN_PERIODS) return insufficientData(`fewer than ${MIN_PERIODS} periods in the record`);
  const mean = weightedMean(samples);
  const step = (2 * Math.PI * frequencyHz) / sampleRateHz;
  const tone = rotor(-step, (step * length) / 2);
  const window = rotor((2 * Math.PI) / length, 0);
  let [re, im] = [0, 0];
  for (let i = 0; i < length; i++) {
    const weighted = ((samples[i] as number) - mean) * (1 - window.re);
    re += weighted * tone.re;
    im += weighted * tone.im;
    advance(tone);
    advance(window);
  }
  // The mean of 1 - cos is 1: the Hann window at twice its height. A phasor of r.m.s. is half the two-sided sum times √2.
  return { re: (Math.SQRT2 * re) / length, im: (Math.SQRT2 * im) / length };
}

export function magnitude({ re, im }: Phasor): number {
  return Math.hypot(re, im);
}

function weightedMean(samples: Float32Array): number {
  const window = rotor((2 * Math.PI) / samples.length, 0);
  let sum = 0;
  for (let i = 0; i < samples.length; i++) {
    sum += (samples[i] as number) * (1 - window.re);
    advance(window);
  }
  return sum / samples.length;
}

/** exp(i·(start + step·n)) by multiplication instead of a sine and a cosine per sample: off by about 1e-16 × n, for n to 10⁷. */
interface Rotor {
  re: number;
  im: number;
  readonly stepRe: number;
  readonly stepIm: number;
}

function rotor(step: number, start: number): Rotor {
  return { re: Math.cos(start), im: Math.sin(start), stepRe: Math.cos(step), stepIm: Math.sin(step) };
}

function advance(tone: Rotor): void {
  const { re, im, stepRe, stepIm } = tone;
  tone.re = re * stepRe - im * stepIm;
  tone.im = re * stepIm + im * stepRe;
}
