import { bluesteinFft } from "./bluestein-fft.js";
import { ComplexArray } from "./radix2-fft.js";
import type { RealTransform } from "./real-transform.js";

/** The real transform of any length by way of the complex float64 one. */
export class FallbackTransform implements RealTransform {
  readonly samples: Float32Array;
  readonly lines: Float32Array;
  private readonly values: ComplexArray;

  constructor(private readonly length: number) {
    this.samples = new Float32Array(length);
    this.lines = new Float32Array(2 * (Math.floor(length / 2) + 1));
    this.values = new ComplexArray(length);
  }

  forward(): void {
    const { values, lines, length } = this;
    values.re.set(this.samples);
    values.im.fill(0);
    bluesteinFft(values);
    for (let k = 0; k < lines.length / 2; k++) {
      lines[2 * k] = values.re[k] as number;
      lines[2 * k + 1] = 2 * k === length || k === 0 ? 0 : (values.im[k] as number);
    }
  }

  /** As the conjugate of the forward transform of the conjugate, over both halves of the spectrum. */
  inverse(): void {
    const { values, lines, length } = this;
    for (let k = 0; k < length; k++) {
      const isMirrored = 2 * k > length;
      const line = isMirrored ? length - k : k;
      const isReal = line === 0 || 2 * line === length;
      const im = isReal ? 0 : (lines[2 * line + 1] as number);
      values.re[k] = lines[2 * line] as number;
      values.im[k] = isMirrored ? im : -im;
    }
    bluesteinFft(values);
    this.samples.set(values.re);
  }
}
