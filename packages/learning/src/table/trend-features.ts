import type { ReadingScale } from "./reading-scale.js";
import { standardisedReadings } from "./standardised-readings.js";
import type { TrendUnit } from "./trend-table.js";

/** Lengths of the trailing windows, readings. */
export interface TrendWindows {
  readonly means: readonly number[];
  readonly slopes: readonly number[];
}

const { max } = Math;

/** One name for each feature, in the order of {@link trendFeatures}. */
export function trendFeatureNames(inputs: readonly string[], { means, slopes }: TrendWindows): string[] {
  return [...means.map((n) => `mean ${n}`), ...slopes.map((n) => `slope ${n}`)].flatMap((kind) =>
    inputs.map((input) => `${input} ${kind}`),
  );
}

function meanOver(z: Float64Array, width: number, input: number, row: number, window: number): number {
  const from = max(0, row + 1 - window);
  let sum = 0;
  for (let r = from; r <= row; r++) sum += z[r * width + input] as number;
  return sum / (row + 1 - from);
}

/** Least-squares rise over a whole window. A shorter history counts as flat before it began: it cannot show a steep slope by chance. */
function slopeOver(z: Float64Array, width: number, input: number, row: number, window: number): number {
  const from = max(0, row + 1 - window);
  const middle = (from + row) / 2;
  let sum = 0;
  for (let r = from; r <= row; r++) sum += (r - middle) * (z[r * width + input] as number);
  return (12 * sum) / (window * window - 1);
}

/**
 * Trend features of a unit at rows `from` to its last: mean and slope of every input over trailing windows, row major. None looks at the
 * cycle count or further back than the longest window, so the age of the unit is no input.
 * @param columns where the inputs of the scale are among the unit's readings
 */
export function trendFeatures(
  unit: TrendUnit,
  columns: readonly number[],
  scale: ReadingScale,
  { means, slopes }: TrendWindows,
  from = 0,
): Float64Array {
  // What lies before the longest window of the first row asked for is not looked at.
  const first = max(0, from + 1 - max(...means, ...slopes));
  const z = standardisedReadings(unit, columns, scale, first);
  const width = columns.length;
  const rows = unit.cycles.length - from;
  const features = new Float64Array(rows * width * (means.length + slopes.length));
  let at = 0;
  for (let row = from - first; row < unit.cycles.length - first; row++) {
    for (const window of means) for (let i = 0; i < width; i++) features[at++] = meanOver(z, width, i, row, window);
    for (const window of slopes) for (let i = 0; i < width; i++) features[at++] = slopeOver(z, width, i, row, window);
  }
  return features;
}
