/**
 * The transform of one length in the memory where the kernel works: write `samples` and call `forward`, or write `lines` and call
 * `inverse`, without a copy to or from it. Both hold old values at first, and are valid until {@link realTransform} is next called
 * for any length: never keep them, never hand them to a caller. `forward` leaves samples as they are, and `inverse` the lines that matter.
 */
export interface RealTransform {
  readonly samples: Float32Array;
  /** re, im alternating for lines 0 to N/2. */
  readonly lines: Float32Array;
  /** lines[k] = sum of samples[n]·exp(-2πikn/N) */
  forward(): void;
  /** samples = N × the inverse; the imaginary parts of line 0 and of the line at Nyquist are ignored. */
  inverse(): void;
}
