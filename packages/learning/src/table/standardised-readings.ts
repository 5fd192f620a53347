import type { ReadingScale } from "./reading-scale.js";
import type { TrendUnit } from "./trend-table.js";

const { max, min } = Math;

/** Readings further out than this are taken as so far out, deviations. */
const CLIP = 5;

/**
 * The readings that a model looks at from row `from` on, in deviations from the training units, row major.
 * @param columns where the inputs of the scale are among the unit's readings
 */
export function standardisedReadings(
  { readings, cycles }: TrendUnit,
  columns: readonly number[],
  { mean, scale }: ReadingScale,
  from: number,
): Float64Array {
  const width = readings.length / cycles.length;
  const z = new Float64Array((cycles.length - from) * columns.length);
  let at = 0;
  for (let row = from; row < cycles.length; row++) {
    for (let input = 0; input < columns.length; input++) {
      const reading = readings[row * width + (columns[input] as number)] as number;
      z[at++] = max(-CLIP, min(CLIP, (reading - (mean[input] as number)) / (scale[input] as number)));
    }
  }
  return z;
}
