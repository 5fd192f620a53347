import { InvalidValue } from "@phm/domain";
import type { SurvivalLabels } from "../net/survival-head.js";

/** Moments of whole lives, as nets are trained on them. Rows of one machine are never on both sides of a split. */
export interface SurvivalRows {
  /** Raw inputs, row major. */
  readonly x: Float64Array;
  /** Where in `x` the inputs of each row begin, for rows that share readings with their neighbours; else they stand one after the other. */
  readonly at?: Int32Array;
  /** Time to the end of the life, in the unit of the horizons; not below 0. */
  readonly remaining: Float64Array;
  /** At least 0; the rows of one life sum to 1. */
  readonly weight: Float64Array;
}

export const rowCount = ({ remaining }: SurvivalRows): number => remaining.length;

/** Where the inputs of each row begin. @param width inputs of a row */
export function startsOf(rows: SurvivalRows, width: number): Int32Array {
  return rows.at ?? Int32Array.from({ length: rowCount(rows) }, (_, row) => row * width);
}

function joined(parts: readonly SurvivalRows[], pick: (rows: SurvivalRows) => Float64Array): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + pick(part).length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(pick(part), at);
    at += pick(part).length;
  }
  return all;
}

/** Rows of several machines, one after the other; all or none of them share readings. */
export function joinedRows(parts: readonly SurvivalRows[]): SurvivalRows {
  const rows = {
    x: joined(parts, ({ x }) => x),
    remaining: joined(parts, ({ remaining }) => remaining),
    weight: joined(parts, ({ weight }) => weight),
  };
  if (parts[0]?.at === undefined) return rows;
  let before = 0;
  const at = parts.flatMap((part) => {
    const starts = Array.from(part.at ?? [], (start) => start + before);
    before += part.x.length;
    return starts;
  });
  return { ...rows, at: Int32Array.from(at) };
}

function requireInputs(rows: SurvivalRows, inputs: number, window: number, field: string): void {
  const [count, width] = [rowCount(rows), inputs * window];
  const starts = startsOf(rows, width);
  const ends = starts.reduce((most, start) => Math.max(most, start + width), 0);
  if (starts.length !== count || ends > rows.x.length || (rows.at === undefined && ends !== rows.x.length)) {
    throw new InvalidValue(`${field}.x.length`, rows.x.length, `${count} rows of ${width} inputs`);
  }
  const wrong = rows.x.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new InvalidValue(`${field}.x[${Math.floor(wrong / inputs)}, ${wrong % inputs}]`, rows.x[wrong], "a finite number");
}

/** @param window rows of inputs that are looked at together @throws InvalidValue unless there is a row, all of it fits together and is finite */
export function requireRows(rows: SurvivalRows, inputs: number, window: number, field: string): void {
  const count = rowCount(rows);
  if (count === 0) throw new InvalidValue(`${field} rows`, 0, "at least 1", "too_few_lives");
  if (rows.weight.length !== count) throw new InvalidValue(`${field}.weight.length`, rows.weight.length, `${count}, one for each row`);
  requireInputs(rows, inputs, window, field);
  for (const name of ["remaining", "weight"] as const) {
    const bad = rows[name].findIndex((value) => !(Number.isFinite(value) && value >= 0));
    if (bad >= 0) throw new InvalidValue(`${field}.${name}[${bad}]`, rows[name][bad], "finite and at least 0");
  }
}

/** The labels, with weights of mean 1: steps are then of the same size however many rows and lives there are. */
export function labelsOf({ remaining, weight }: SurvivalRows, horizons: readonly number[]): SurvivalLabels {
  const perMean = weight.length / weight.reduce((sum, value) => sum + value, 0);
  const reached = Int32Array.from(remaining, (time) => {
    const first = horizons.findIndex((horizon) => time <= horizon);
    return first < 0 ? horizons.length : first;
  });
  return { reached, weight: Float32Array.from(weight, (value) => value * perMean) };
}

/** Share of the mass that fails within each horizon, rising and kept off 0 and 1: what is known without looking at an input. */
export function priorOf({ remaining, weight }: SurvivalRows, horizons: readonly number[]): number[] {
  const total = weight.reduce((sum, value) => sum + value, 0);
  return horizons.map((horizon, h) => {
    const within = remaining.reduce((sum, time, row) => sum + (time <= horizon ? (weight[row] as number) : 0), 0);
    return 0.001 + 0.99 * (within / total) + (0.008 * h) / horizons.length;
  });
}
