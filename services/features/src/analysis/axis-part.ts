/** Values at even steps of an axis that starts at 0. */
export interface AxisValues {
  readonly step: number;
  readonly values: Float32Array | Float64Array;
}

/** A part of an axis, with no more values than asked for. */
export interface AxisPart {
  readonly start: number;
  readonly step: number;
  readonly values: Float32Array;
  /** How many neighbours each value is the greatest of. */
  readonly pooledLines: number;
}

/**
 * The values from `from` to `to` (both included; 0 to 0 is all), at most `maxLines`: where there are more, each is the greatest of its
 * neighbours, so that no line is lost to sight. Its place is that of the first of them; the last may have fewer.
 */
export function axisPart({ step, values }: AxisValues, { from, to, maxLines }: { from: number; to: number; maxLines: number }): AxisPart {
  const first = Math.min(values.length, Math.max(0, Math.ceil(from / step - 1e-9)));
  const end = to > 0 ? Math.min(values.length, Math.floor(to / step + 1e-9) + 1) : values.length;
  const pooledLines = Math.max(1, Math.ceil((end - first) / maxLines));
  const pooled = new Float32Array(Math.max(0, Math.ceil((end - first) / pooledLines)));
  for (let i = 0; i < pooled.length; i++) {
    const begin = first + i * pooledLines;
    let greatest = values[begin] as number;
    for (let k = begin + 1; k < Math.min(end, begin + pooledLines); k++) greatest = Math.max(greatest, values[k] as number);
    pooled[i] = greatest;
  }
  return { start: first * step, step: step * pooledLines, values: pooled, pooledLines };
}
