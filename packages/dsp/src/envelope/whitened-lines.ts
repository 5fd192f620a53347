import { realTransform } from "../fft/transform-plans.js";
import { ScratchBuffer } from "../signal/scratch-buffer.js";

/** A line this far below the largest is rounding of the float32 transform, not signal: lifting it would make up a spectrum. */
const ROUNDING_RATIO = 1e-7;

const whitened = new ScratchBuffer();

/**
 * Cepstral pre-whitening: the lines of a signal about its mean, each divided by its own magnitude, so that every line has magnitude 1 and
 * only the phases speak. What is periodic in the envelope comes out from under strong tones and resonances.
 * Lines at the level of rounding, and 0 Hz, become 0.
 * Source: N. Sawalhi, R. B. Randall, Signal pre-whitening using cepstrum editing (liftering), CM/MFPT 2011; P. Borghesani et al.,
 * MSSP 36 (2013) 370-384.
 * @param samples at least 2, finite (checked by the caller)
 * @returns re, im alternating for lines 0 to N/2; valid until the next call
 */
export function whitenedLines(samples: Float32Array): Float32Array {
  const transform = realTransform(samples.length);
  transform.samples.set(samples);
  transform.forward();
  const { lines } = transform;
  const result = whitened.take(lines.length);
  let largest = 0;
  for (let i = 2; i < lines.length; i++) largest = Math.max(largest, Math.abs(lines[i] as number));
  const smallest = ROUNDING_RATIO * largest;
  result[0] = 0;
  result[1] = 0;
  for (let i = 2; i < lines.length; i += 2) {
    const re = lines[i] as number;
    const im = lines[i + 1] as number;
    const magnitude = Math.sqrt(re * re + im * im);
    const scale = magnitude > smallest ? 1 / magnitude : 0;
    result[i] = re * scale;
    result[i + 1] = im * scale;
  }
  return result;
}
