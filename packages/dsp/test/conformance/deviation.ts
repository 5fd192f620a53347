import { type InsufficientData, isInsufficient } from "../../src/index.js";
import type { ConformanceRow } from "./conformance-row.js";
import type { GoldenCase, GoldenFile } from "./golden-file.js";

/** What single precision promises. */
export const FLOAT32_LIMIT = 1e-5;

/** What a case measures: a deviation, or several of different size, each with its limit. */
export type Measured = number | readonly { readonly what: string; readonly deviation: number; readonly limit: number }[];

/** Largest |actual - expected| over the largest |expected| (or `scale`); infinite where something is missing or no number. */
export function deviationOf(actual: readonly (number | undefined)[], expected: readonly number[], scale = largestOf(expected)): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const largest = expected.reduce((most, value, i) => Math.max(most, Math.abs((actual[i] ?? Number.NaN) - value)), 0);
  return Number.isNaN(largest) ? Number.POSITIVE_INFINITY : largest / scale;
}

export function largestOf(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs));
}

/** The values at some indices. */
export function pick(values: ArrayLike<number>, at: readonly number[]): (number | undefined)[] {
  return at.map((index) => values[index]);
}

/** The value, where there must be one. */
export function computed<Value>(result: Value | InsufficientData): Value {
  if (isInsufficient(result)) throw new Error(result.insufficientData);
  return result;
}

/**
 * Runs each case of a golden file by the measurement that bears its function's name. One that throws deviates without bound and tells why.
 * @throws Error for a case without a measurement
 */
export function rowsOf(golden: GoldenFile, measurements: Readonly<Record<string, (one: GoldenCase) => Measured>>): ConformanceRow[] {
  return golden.cases.flatMap((one) => {
    const measure = measurements[one.function];
    if (measure === undefined) throw new Error(`nothing measures ${one.function} (${one.case})`);
    const measured = outcomeOf(() => measure(one));
    const { function: name, case: of } = one;
    if (typeof measured === "number") return [{ function: name, case: of, deviation: measured, limit: FLOAT32_LIMIT }];
    return measured.map(({ what, deviation, limit }) => ({ function: name, case: `${of}: ${what}`, deviation, limit }));
  });
}

function outcomeOf(measure: () => Measured): Measured {
  try {
    return measure();
  } catch (error) {
    return [{ what: String(error), deviation: Number.POSITIVE_INFINITY, limit: FLOAT32_LIMIT }];
  }
}
