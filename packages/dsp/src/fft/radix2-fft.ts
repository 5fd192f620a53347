import { LengthCache } from "./length-cache.js";

/** Complex float64 values as two planes. */
export class ComplexArray {
  readonly re: Float64Array;
  readonly im: Float64Array;

  constructor(readonly length: number) {
    this.re = new Float64Array(length);
    this.im = new Float64Array(length);
  }

  /** Values on the unit circle: exp(2πi·turns(n)). */
  static turning(length: number, turns: (index: number) => number): ComplexArray {
    const values = new ComplexArray(length);
    for (let i = 0; i < length; i++) {
      // Whole turns are dropped first, so that the sine keeps its digits.
      const angle = 2 * Math.PI * (turns(i) % 1);
      values.re[i] = Math.cos(angle);
      values.im[i] = Math.sin(angle);
    }
    return values;
  }

  clear(): void {
    this.re.fill(0);
    this.im.fill(0);
  }

  /** this[i] = a[j] · b[k] */
  setProduct(i: number, a: ComplexArray, j: number, b: ComplexArray, k: number): void {
    const ar = a.re[j] as number;
    const ai = a.im[j] as number;
    const br = b.re[k] as number;
    const bi = b.im[k] as number;
    this.re[i] = ar * br - ai * bi;
    this.im[i] = ar * bi + ai * br;
  }
}

const twiddles = new LengthCache(makeTwiddles, undefined, 8);

/** Discrete Fourier transform of a power-of-two length, in place, unscaled (Cooley and Tukey 1965, decimation in time). */
export function radix2Fft(values: ComplexArray): void {
  const { re, im, length } = values;
  const { re: wr, im: wi } = twiddles.get(length);
  reverseBits(values);
  for (let half = 1; half < length; half *= 2) {
    const step = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const cr = wr[k * step] as number;
        const ci = wi[k * step] as number;
        const br = re[b] as number;
        const bi = im[b] as number;
        const ar = re[a] as number;
        const ai = im[a] as number;
        const tr = br * cr - bi * ci;
        const ti = br * ci + bi * cr;
        re[b] = ar - tr;
        im[b] = ai - ti;
        re[a] = ar + tr;
        im[a] = ai + ti;
      }
    }
  }
}

function makeTwiddles(length: number): ComplexArray {
  const factors = new ComplexArray(length / 2);
  for (let k = 0; k < factors.length; k++) {
    factors.re[k] = Math.cos((2 * Math.PI * k) / length);
    factors.im[k] = -Math.sin((2 * Math.PI * k) / length);
  }
  return factors;
}

function reverseBits({ re, im, length }: ComplexArray): void {
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const heldRe = re[i] as number;
    const heldIm = im[i] as number;
    re[i] = re[j] as number;
    im[i] = im[j] as number;
    re[j] = heldRe;
    im[j] = heldIm;
  }
}
