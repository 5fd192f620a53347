import { InvalidValue } from "@phm/domain";
import { FallbackTransform } from "./fallback-fft.js";
import { LengthCache } from "./length-cache.js";
import { isKernelLength, kernelTransform } from "./pffft-kernel.js";
import type { RealTransform } from "./real-transform.js";

/** Twice the samples of the largest acquisition (4 MiB of int16). */
export const MAX_FFT_LENGTH = 2 ** 22;

const fallbacks = new LengthCache((length) => new FallbackTransform(length), undefined, 4);

/** @throws InvalidValue unless `length` is between 2 and {@link MAX_FFT_LENGTH} */
export function realTransform(length: number): RealTransform {
  if (!(length >= 2 && length <= MAX_FFT_LENGTH)) throw new InvalidValue("samples.length", length, `between 2 and ${MAX_FFT_LENGTH}`);
  return isKernelLength(length) ? kernelTransform(length) : fallbacks.get(length);
}
