import { InvalidValue } from "@phm/domain";
import { LengthCache } from "../fft/length-cache.js";
import { DoubleScratchBuffer } from "../signal/double-scratch-buffer.js";
import { type InsufficientData, insufficientData } from "../signal/insufficient-data.js";
import { requireSampleRate, requireSamples } from "../signal/signal-checks.js";
import { ANTI_ALIASING_BETA, CUTOFF_RATIO, HALF_LENGTH_SAMPLES } from "./anti-aliasing.js";
import { firWindowedSinc } from "./fir-design.js";
import { writeOddExtension } from "./odd-extension.js";

/** A waveform with the rate that it now has. */
export interface ResampledWaveform {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
}

const MAX_FACTOR = 1000;

/** Filters by the larger of the two factors, at the rate of the signal with `up` - 1 zeros between its samples. */
const filters = new LengthCache(makeFilter, undefined, 8);
const work = new DoubleScratchBuffer();

/**
 * Every factor-th sample after a FIR low pass without phase. Pass-band 0 to 0.8 × the new Nyquist frequency, flat to 1e-4; what lay above
 * the new Nyquist frequency is attenuated by 80 dB. The first sample stays the first; ceil(samples / factor) are left.
 * The record is continued by odd reflection, so the first and last 25 new samples are the least sure.
 * @param factor integer from 1 to 1000
 * @returns insufficientData when the samples are not more than 25.1 × factor, half the filter
 * @throws InvalidValue on an empty waveform, a sample that is not finite, or a rate or factor outside its range
 */
export function decimate(samples: Float32Array, sampleRateHz: number, factor: number): ResampledWaveform | InsufficientData {
  requireSamples(samples, 1);
  requireSampleRate(sampleRateHz);
  requireFactor("factor", factor);
  return resampleCoprime(samples, sampleRateHz, 1, factor);
}

/**
 * Resamples by up / down with a polyphase FIR low pass without phase; pass-band and stop-band as in {@link decimate}, for the lower of the
 * two rates. ceil(samples × up / down) are left; the first sample stays the first.
 * @param up, down integers from 1 to 1000; a common factor is taken out
 * @returns insufficientData when the samples are not more than half the filter
 * @throws InvalidValue as {@link decimate}
 */
export function resample(samples: Float32Array, sampleRateHz: number, up: number, down: number): ResampledWaveform | InsufficientData {
  requireSamples(samples, 1);
  requireSampleRate(sampleRateHz);
  requireFactor("up", up);
  requireFactor("down", down);
  const divisor = greatestCommonDivisor(up, down);
  return resampleCoprime(samples, sampleRateHz, up / divisor, down / divisor);
}

function resampleCoprime(samples: Float32Array, sampleRateHz: number, up: number, down: number): ResampledWaveform | InsufficientData {
  if (up === down) return { sampleRateHz, samples: samples.slice() };
  const taps = filters.get(Math.max(up, down));
  const half = (taps.length - 1) / 2;
  const pad = Math.ceil(half / up);
  if (samples.length <= pad) return insufficientData(`${samples.length} samples are not more than half the filter, ${pad}`);
  const extended = work.take(samples.length + 2 * pad);
  writeOddExtension(samples, pad, extended);
  const result = new Float32Array(Math.ceil((samples.length * up) / down));
  for (let m = 0; m < result.length; m++) {
    const position = m * down;
    const first = Math.ceil((position - half) / up);
    let sum = 0;
    // Of the taps only those meet a sample that do not meet one of the zeros put in between.
    for (let i = first, k = position - first * up + half; k >= 0; i++, k -= up) sum += (taps[k] as number) * (extended[i + pad] as number);
    result[m] = up * sum;
  }
  return { sampleRateHz: (sampleRateHz * up) / down, samples: result };
}

function makeFilter(factor: number): Float64Array {
  const taps = 2 * Math.ceil(HALF_LENGTH_SAMPLES * factor) + 1;
  return firWindowedSinc(taps, { kind: "low_pass", cutoffHz: CUTOFF_RATIO / factor }, 2, { kaiserBeta: ANTI_ALIASING_BETA }).taps;
}

function requireFactor(field: string, factor: number): void {
  if (!(Number.isInteger(factor) && factor >= 1 && factor <= MAX_FACTOR)) {
    throw new InvalidValue(field, factor, `an integer from 1 to ${MAX_FACTOR}`);
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
