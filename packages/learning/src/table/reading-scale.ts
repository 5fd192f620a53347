import { InvalidValue } from "@phm/domain";
import { normalisationOf } from "../net/normalise.js";
import { remainingCycles, type TrendTable } from "./trend-table.js";

const { abs, floor, min } = Math;

/** The reading columns that a model looks at, with the mean and the deviation that they had on its training units. */
export interface ReadingScale {
  readonly inputs: readonly string[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

/** Least |correlation| of a reading with the remaining life; below it is noise, an operating set point, or constant. */
const LEAST_CORRELATION = 0.1;

function joined({ columns, units }: TrendTable): Float64Array {
  const all = new Float64Array(units.reduce((sum, { cycles }) => sum + cycles.length, 0) * columns.length);
  let at = 0;
  for (const { readings } of units) {
    all.set(readings, at);
    at += readings.length;
  }
  return all;
}

/** @throws InvalidValue when no reading has to do with the remaining life */
export function readingScaleOf(table: TrendTable, limitCycles: number): ReadingScale {
  const width = table.columns.length;
  const readings = joined(table);
  const { mean, scale } = normalisationOf(readings, width, Number.MAX_VALUE);
  const remaining = table.units.flatMap((unit) => [...remainingCycles(unit)].map((cycles) => min(cycles, limitCycles)));
  const life = normalisationOf(Float64Array.from(remaining), 1, Number.MAX_VALUE);
  const correlation = new Float64Array(width);
  readings.forEach((value, i) => {
    const column = i % width;
    const z = (value - (mean[column] as number)) / (scale[column] as number);
    const left = ((remaining[floor(i / width)] as number) - (life.mean[0] as number)) / (life.scale[0] as number);
    correlation[column] = (correlation[column] as number) + (z * left) / remaining.length;
  });
  const kept = table.columns.map((_, column) => column).filter((column) => abs(correlation[column] as number) >= LEAST_CORRELATION);
  if (kept.length === 0) {
    throw new InvalidValue("columns", table.columns.join(", "), "at least one reading that changes with the remaining life", "no_signal");
  }
  return {
    inputs: kept.map((column) => table.columns[column] as string),
    mean: kept.map((column) => mean[column] as number),
    scale: kept.map((column) => scale[column] as number),
  };
}
