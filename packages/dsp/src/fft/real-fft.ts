import { InvalidValue } from "@phm/domain";
import { isKernelLength } from "./pffft-kernel.js";
import { MAX_FFT_LENGTH, realTransform } from "./transform-plans.js";

export { MAX_FFT_LENGTH };

/** Lines of the one-sided spectrum of `length` real samples: 0 Hz up to and including Nyquist where there is such a line. */
export function spectrumLines(length: number): number {
  return Math.floor(length / 2) + 1;
}

/** True where the transform of this length is fast: 2^a·3^b·5^c, a multiple of 32. Any other length >= 2 works, but over 100 times slower. */
export function isFastLength(length: number): boolean {
  return isKernelLength(length);
}

/** The largest fast length that is not above `length`; undefined below 32, where there is none. Example: 121969 -> 120000. */
export function floorFastLength(length: number): number | undefined {
  for (let candidate = Math.floor(length / 32) * 32; candidate >= 32; candidate -= 32) if (isKernelLength(candidate)) return candidate;
  return undefined;
}

/**
 * Forward transform of real samples, unscaled: X[k] = sum of x[n]·exp(-2πikn/N).
 * @param samples any length from 2 to {@link MAX_FFT_LENGTH}; finite (not checked: the callers of this kernel have done so)
 * @param spectrum receives re, im alternating for lines 0 to N/2: 2 × {@link spectrumLines} values
 * Float32 on fast lengths (relative error about 1e-6 of the largest line), float64 inside on the others.
 * @throws InvalidValue when a length does not fit
 */
export function forwardRealFft(samples: Float32Array, spectrum: Float32Array): void {
  requireLengths(samples, spectrum);
  const transform = realTransform(samples.length);
  transform.samples.set(samples);
  transform.forward();
  spectrum.set(transform.lines);
}

/**
 * The inverse of {@link forwardRealFft}, scaled by 1/N, so that the two together give the samples back.
 * The imaginary parts of line 0 and of the line at Nyquist are ignored: they are zero for real samples.
 * @throws InvalidValue when a length does not fit
 */
export function inverseRealFft(spectrum: Float32Array, samples: Float32Array): void {
  requireLengths(samples, spectrum);
  const transform = realTransform(samples.length);
  transform.lines.set(spectrum);
  transform.inverse();
  const scale = 1 / samples.length;
  for (let i = 0; i < samples.length; i++) samples[i] = (transform.samples[i] as number) * scale;
}

function requireLengths(samples: Float32Array, spectrum: Float32Array): void {
  const length = samples.length;
  if (length < 2 || length > MAX_FFT_LENGTH) throw new InvalidValue("samples.length", length, `between 2 and ${MAX_FFT_LENGTH}`);
  const expected = 2 * spectrumLines(length);
  if (spectrum.length !== expected) throw new InvalidValue("spectrum.length", spectrum.length, `${expected} for ${length} samples`);
}
