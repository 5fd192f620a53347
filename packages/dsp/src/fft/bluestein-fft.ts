import { LengthCache } from "./length-cache.js";
import { ComplexArray, radix2Fft } from "./radix2-fft.js";

/** What Bluestein's transform of one length needs: the chirp, and the spectrum of its conjugate. */
interface ChirpPlan {
  readonly chirp: ComplexArray;
  readonly kernel: ComplexArray;
  readonly work: ComplexArray;
}

const plans = new LengthCache(makePlan, undefined, 4);

/**
 * Discrete Fourier transform of any length >= 1, in place, float64, unscaled (Bluestein 1970: a transform of any length as
 * a convolution with a chirp, done by power-of-two transforms). The slow path for lengths that the kernel does not take.
 */
export function bluesteinFft(values: ComplexArray): void {
  const length = values.length;
  const { chirp, kernel, work } = plans.get(length);
  work.clear();
  for (let i = 0; i < length; i++) work.setProduct(i, values, i, chirp, i);
  radix2Fft(work);
  // Inverse by conjugation: conj(FFT(conj(z))) / m.
  for (let i = 0; i < work.length; i++) {
    work.setProduct(i, work, i, kernel, i);
    work.im[i] = -(work.im[i] as number);
  }
  radix2Fft(work);
  for (let i = 0; i < length; i++) {
    work.re[i] = (work.re[i] as number) / work.length;
    work.im[i] = -(work.im[i] as number) / work.length;
    values.setProduct(i, work, i, chirp, i);
  }
}

function makePlan(length: number): ChirpPlan {
  const padded = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * length - 1)));
  const chirp = new ComplexArray(length);
  const kernel = new ComplexArray(padded);
  for (let i = 0; i < length; i++) {
    // i² modulo 2·length keeps the angle small, so that its sine keeps its digits at great lengths.
    const angle = (Math.PI * ((i * i) % (2 * length))) / length;
    chirp.re[i] = Math.cos(angle);
    chirp.im[i] = -Math.sin(angle);
    kernel.re[i] = Math.cos(angle);
    kernel.im[i] = Math.sin(angle);
    if (i > 0) {
      kernel.re[padded - i] = Math.cos(angle);
      kernel.im[padded - i] = Math.sin(angle);
    }
  }
  radix2Fft(kernel);
  return { chirp, kernel, work: new ComplexArray(padded) };
}
