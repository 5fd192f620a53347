import { bluesteinFft } from "./bluestein-fft.js";
import { LengthCache } from "./length-cache.js";
import { ComplexArray } from "./radix2-fft.js";

const buffers = new LengthCache((length) => new ComplexArray(length), undefined, 4);

/** The real transform of any length by way of the complex float64 one; the layout is that of the kernel. */
export function fallbackForward(samples: Float32Array, spectrum: Float32Array): void {
  const values = buffers.get(samples.length);
  values.re.set(samples);
  values.im.fill(0);
  bluesteinFft(values);
  for (let k = 0; k < spectrum.length / 2; k++) {
    spectrum[2 * k] = values.re[k] as number;
    spectrum[2 * k + 1] = 2 * k === samples.length || k === 0 ? 0 : (values.im[k] as number);
  }
}

/** The inverse as the conjugate of the forward transform of the conjugate, over both halves of the spectrum. */
export function fallbackInverse(spectrum: Float32Array, samples: Float32Array): void {
  const length = samples.length;
  const values = buffers.get(length);
  for (let k = 0; k < length; k++) {
    const isMirrored = 2 * k > length;
    const line = isMirrored ? length - k : k;
    const isReal = line === 0 || 2 * line === length;
    const im = isReal ? 0 : (spectrum[2 * line + 1] as number);
    values.re[k] = spectrum[2 * line] as number;
    values.im[k] = isMirrored ? im : -im;
  }
  bluesteinFft(values);
  for (let i = 0; i < length; i++) samples[i] = (values.re[i] as number) / length;
}
