const SUM = new Float64Array(1);

/** Sum of samples[start] to samples[end - 1] in float64. */
export function sumOf(samples: Float32Array, start = 0, end: number = samples.length): number {
  sumInto(SUM, samples, start, end);
  return SUM[0] as number;
}

/** As {@link sumOf}, left in sum[0]: a number that is handed back may be put on the heap, once for each segment of a record. */
export function sumInto(sum: Float64Array, samples: Float32Array, start: number, end: number): void {
  // Four sums side by side: a single one waits for each addition before it can start the next.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const wholeEnd = end - 3;
  let i = start;
  for (; i < wholeEnd; i += 4) {
    a += samples[i] as number;
    b += samples[i + 1] as number;
    c += samples[i + 2] as number;
    d += samples[i + 3] as number;
  }
  for (; i < end; i++) a += samples[i] as number;
  sum[0] = a + b + (c + d);
}
