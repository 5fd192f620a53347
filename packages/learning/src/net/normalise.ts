import type { Normalisation } from "./survival-net.js";

const { max, min } = Math;

/** An input that varies less than this share of its own size is held constant by the data: it is scaled by 1, not blown up. */
const LEAST_VARIATION = 1e-6;

/** Mean and deviation of each column of rows. @param rows row major, `columns` values each */
export function normalisationOf(rows: Float64Array, columns: number, clip: number): Normalisation {
  const count = rows.length / columns;
  const mean = new Array<number>(columns).fill(0);
  const square = new Array<number>(columns).fill(0);
  rows.forEach((value, i) => {
    mean[i % columns] = (mean[i % columns] as number) + value / count;
  });
  rows.forEach((value, i) => {
    square[i % columns] = (square[i % columns] as number) + (value - (mean[i % columns] as number)) ** 2 / count;
  });
  const scale = square.map((variance, i) => {
    const deviation = Math.sqrt(variance);
    return deviation > LEAST_VARIATION * Math.abs(mean[i] as number) && deviation > 0 ? deviation : 1;
  });
  return { mean, scale, clip };
}

/** The rows as the net sees them. */
export function normalised(rows: Float64Array, { mean, scale, clip }: Normalisation): Float32Array {
  const columns = mean.length;
  return Float32Array.from(rows, (value, i) => {
    const z = (value - (mean[i % columns] as number)) / (scale[i % columns] as number);
    return max(-clip, min(clip, z));
  });
}
