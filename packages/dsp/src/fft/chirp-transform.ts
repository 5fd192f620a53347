import { ComplexArray, radix2Fft } from "./radix2-fft.js";

/**
 * The Fourier sum of real samples at evenly spaced frequencies: X[k] = sum of x[n]·exp(-2πi·n·(first + k·step)), in cycles per sample.
 * kn = (k² + n² - (k - n)²) / 2 turns it into a convolution with a chirp, done by power-of-two transforms in float64.
 */
class ChirpTransform {
  private readonly chirp: ComplexArray;
  private readonly kernel: ComplexArray;
  private readonly shift: ComplexArray;
  private readonly work: ComplexArray;

  constructor(
    readonly samples: number,
    readonly lines: number,
    readonly first: number,
    readonly step: number,
  ) {
    const padded = 2 ** Math.ceil(Math.log2(samples + lines - 1));
    const longest = Math.max(samples, lines);
    this.chirp = ComplexArray.turning(longest, (n) => (-step * n * n) / 2);
    this.shift = ComplexArray.turning(samples, (n) => -first * n - (step * n * n) / 2);
    this.kernel = new ComplexArray(padded);
    this.work = new ComplexArray(padded);
    for (let n = 0; n < lines; n++) this.setKernel(n, n);
    for (let n = 1; n < samples; n++) this.setKernel(padded - n, n);
    radix2Fft(this.kernel);
  }

  /** The transform of (samples - offset) · weights. The first `lines` values are the result, valid until the next call. */
  run(samples: Float32Array, weights: Float32Array, offset: number): ComplexArray {
    const { work, kernel, chirp, shift } = this;
    for (let n = 0; n < this.samples; n++) {
      const value = ((samples[n] as number) - offset) * (weights[n] as number);
      work.re[n] = value * (shift.re[n] as number);
      work.im[n] = value * (shift.im[n] as number);
    }
    work.re.fill(0, this.samples);
    work.im.fill(0, this.samples);
    radix2Fft(work);
    // Inverse by conjugation: conj(FFT(conj(z))) / m.
    for (let i = 0; i < work.length; i++) {
      work.setProduct(i, work, i, kernel, i);
      work.im[i] = -(work.im[i] as number);
    }
    radix2Fft(work);
    for (let k = 0; k < this.lines; k++) {
      work.re[k] = (work.re[k] as number) / work.length;
      work.im[k] = -(work.im[k] as number) / work.length;
      work.setProduct(k, work, k, chirp, k);
    }
    return work;
  }

  private setKernel(at: number, n: number): void {
    this.kernel.re[at] = this.chirp.re[n] as number;
    this.kernel.im[at] = -(this.chirp.im[n] as number);
  }
}

/** The transform last made, which the next acquisition of a series most likely asks for again. One, because it is large. */
let last: ChirpTransform | undefined;

/** @param first, step cycles per sample */
export function chirpTransform(samples: number, lines: number, first: number, step: number): ChirpTransform {
  const isSame = last?.samples === samples && last.lines === lines && last.first === first && last.step === step;
  if (last === undefined || !isSame) last = new ChirpTransform(samples, lines, first, step);
  return last;
}
