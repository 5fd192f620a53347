import type { ReadingScale } from "./reading-scale.js";
import { type ReadingWindow, readingWindows } from "./reading-windows.js";
import { type TrendWindows, trendFeatureNames, trendFeatures } from "./trend-features.js";
import type { TrendUnit } from "./trend-table.js";

/** What a net sees of a unit's readings: their trend features, or the latest readings themselves. */
export type TableWindows = TrendWindows | ReadingWindow;

export const isReadingWindow = (windows: TableWindows): windows is ReadingWindow => "readings" in windows;

/** Whether a document says which windows a net looks at. */
export function isWindows(windows: unknown): windows is TableWindows {
  if (typeof windows !== "object" || windows === null) return false;
  const { readings, means, slopes } = windows as Partial<ReadingWindow & TrendWindows>;
  return Number.isInteger(readings) || (Array.isArray(means) && Array.isArray(slopes));
}

/** Inputs of rows; those of row i begin at `at[i]` of `x`. */
export interface NetInputs {
  readonly x: Float64Array;
  readonly at: Int32Array;
}

/** One name for each input of one row. */
export function netInputNames(inputs: readonly string[], windows: TableWindows): readonly string[] {
  return isReadingWindow(windows) ? inputs : trendFeatureNames(inputs, windows);
}

/** The inputs of a net at rows `from` of a unit to its last. None looks at the cycle count, so the age of the unit is no input. */
export function netInputs(unit: TrendUnit, columns: readonly number[], scale: ReadingScale, windows: TableWindows, from = 0): NetInputs {
  if (isReadingWindow(windows)) return readingWindows(unit, columns, scale, windows, from);
  const x = trendFeatures(unit, columns, scale, windows, from);
  const width = netInputNames(scale.inputs, windows).length;
  return { x, at: Int32Array.from({ length: unit.cycles.length - from }, (_, row) => row * width) };
}
