/** The value that a share `ratio` of the values do not exceed, interpolated; the values are sorted in place. At least one. */
export function quantileInPlace(values: Float64Array | number[], ratio: number): number {
  values.sort((a, b) => a - b);
  const rank = ratio * (values.length - 1);
  const below = Math.floor(rank);
  const low = values[below] as number;
  return low + (rank - below) * ((values[below + 1] ?? low) - low);
}

export function median(values: readonly number[]): number {
  return quantileInPlace([...values], 0.5);
}
