/**
 * Writes the samples with `pad` more at either end: their reflection about the end sample, turned over (2·x[0] - x[pad], …). Level and
 * slope go on across the ends, so that a filter starts there without a jump. Everything in this package that filters without phase
 * continues a record in this way.
 * @param extended receives samples.length + 2·pad values; pad is below samples.length
 */
export function writeOddExtension(samples: Float32Array, pad: number, extended: Float64Array): void {
  const last = samples.length - 1;
  const [before, after] = [2 * (samples[0] as number), 2 * (samples[last] as number)];
  for (let i = 0; i < pad; i++) {
    extended[i] = before - (samples[pad - i] as number);
    extended[pad + last + 1 + i] = after - (samples[last - 1 - i] as number);
  }
  extended.set(samples, pad);
}
