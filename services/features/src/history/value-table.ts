import { packNumbers, unpackNumbers } from "./packed-numbers.js";

/** Values of several features at several rows, feature after feature; NaN where a row has no such feature. */
export interface ValueTable {
  readonly features: readonly string[];
  readonly rows: number;
  /** `features.length × rows` numbers: value of feature f at row r at `f * rows + r`. */
  readonly numbers: Float64Array;
}

/** A table as documents keep it. */
export type StoredTable = { readonly features: readonly string[]; readonly packed: string };

export const EMPTY_TABLE: ValueTable = { features: [], rows: 0, numbers: new Float64Array(0) };

export function storeTable({ features, numbers }: ValueTable): StoredTable {
  return { features, packed: packNumbers(numbers) };
}

export function readTable({ features, packed }: StoredTable, rows: number): ValueTable {
  return { features, rows, numbers: unpackNumbers(packed) };
}

/** The values of a feature, one a row; undefined when no row has it. Shares memory with the table. */
export function columnOf({ features, rows, numbers }: ValueTable, feature: string): Float64Array | undefined {
  const at = features.indexOf(feature);
  return at < 0 ? undefined : numbers.subarray(at * rows, (at + 1) * rows);
}

/** The table with one row more. Features that are new get NaN in the rows before. */
export function appendRow(table: ValueTable, values: Readonly<Record<string, number>>): ValueTable {
  const known = new Set(table.features);
  const features = [...table.features, ...Object.keys(values).filter((name) => !known.has(name))];
  const rows = table.rows + 1;
  const numbers = new Float64Array(features.length * rows).fill(Number.NaN);
  features.forEach((feature, index) => {
    const before = columnOf(table, feature);
    if (before) numbers.set(before, index * rows);
    numbers[index * rows + table.rows] = values[feature] ?? Number.NaN;
  });
  return { features, rows, numbers };
}

/** Which rows have any value. */
export function occupiedRows({ features, rows, numbers }: ValueTable): number[] {
  const has = (row: number) => features.some((_, index) => !Number.isNaN(numbers[index * rows + row]));
  return Array.from({ length: rows }, (_, row) => row).filter(has);
}

/** The chosen rows, in the given order. */
export function selectRows(table: ValueTable, chosen: readonly number[]): ValueTable {
  const numbers = new Float64Array(table.features.length * chosen.length);
  table.features.forEach((_, index) => {
    chosen.forEach((row, at) => {
      numbers[index * chosen.length + at] = table.numbers[index * table.rows + row] as number;
    });
  });
  return { features: table.features, rows: chosen.length, numbers };
}
