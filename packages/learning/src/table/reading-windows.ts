import type { ReadingScale } from "./reading-scale.js";
import { standardisedReadings } from "./standardised-readings.js";
import type { TrendUnit } from "./trend-table.js";

/** How many readings a net looks at together. */
export interface ReadingWindow {
  readonly readings: number;
}

const { max, min } = Math;

/** What lies before the first reading counts as the mean of so many: a single one would draw its noise out over the whole window. */
const SETTLED = 5;

/** `count` times the mean of the first rows, at most {@link SETTLED} of them. */
function headOf(z: Float64Array, width: number, rows: number, count: number): Float64Array {
  const settled = min(SETTLED, rows);
  const head = new Float64Array(count * width);
  for (let input = 0; input < width; input++) {
    let sum = 0;
    for (let row = 0; row < settled; row++) sum += z[row * width + input] as number;
    for (let row = 0; row < count; row++) head[row * width + input] = sum / settled;
  }
  return head;
}

/**
 * The readings that end at rows `from` of a unit to its last, in deviations from the training units. Windows of neighbouring rows share
 * their readings: the series stands there once, with a quiet head before it; only the first few rows, whose head knows less, have their own.
 * What a row sees depends neither on what comes after it nor on what was before its window.
 */
export function readingWindows(
  unit: TrendUnit,
  columns: readonly number[],
  scale: ReadingScale,
  { readings }: ReadingWindow,
  from = 0,
): { readonly x: Float64Array; readonly at: Int32Array } {
  const width = columns.length;
  const first = max(0, from + 1 - readings);
  const z = standardisedReadings(unit, columns, scale, first);
  const isWhole = first > 0;
  const parts = [isWhole ? new Float64Array(0) : headOf(z, width, unit.cycles.length, readings - 1), z];
  const at = Int32Array.from({ length: unit.cycles.length - from }, (_, i) => (isWhole ? i : from + i) * width);
  let end = (parts[0] as Float64Array).length + z.length;
  for (let row = from; row < min(SETTLED, readings, unit.cycles.length) - 1; row++) {
    const seen = min(readings, row + 1);
    at[row - from] = end;
    parts.push(headOf(z, width, row + 1, readings - seen), z.subarray((row + 1 - seen) * width, (row + 1) * width));
    end += readings * width;
  }
  const x = new Float64Array(end);
  let filled = 0;
  for (const part of parts) {
    x.set(part, filled);
    filled += part.length;
  }
  return { x, at };
}
