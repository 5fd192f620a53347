import { readFile } from "node:fs/promises";
import { NS_PER_S } from "@phm/domain";
import { BundleError } from "./bundle-error.js";

/** One `acc_NNNNN.csv`: 0.1 s of two accelerometers. */
export interface FemtoSnapshot {
  /** Time of day of the first row, ns since midnight. */
  readonly timeOfDayNs: bigint;
  readonly horizontalG: Float32Array;
  readonly verticalG: Float32Array;
}

export const FEMTO_ROWS = 2560;
const COLUMNS = [
  { name: "hour", low: 0, high: 23 },
  { name: "minute", low: 0, high: 59 },
  { name: "second", low: 0, high: 60 },
  { name: "microsecond", low: 0, high: 999_999.999 },
  { name: "horizontal acceleration", low: -1000, high: 1000 },
  { name: "vertical acceleration", low: -1000, high: 1000 },
] as const;

/** @throws BundleError naming file, line and column: not six columns, not a number, out of range, or not 2560 rows. */
export async function readFemtoSnapshot(path: string): Promise<FemtoSnapshot> {
  const rows = (await readFile(path, "latin1")).split("\n");
  while (rows.length > 0 && rows.at(-1)?.trim() === "") rows.pop();
  if (rows.length !== FEMTO_ROWS) throw new BundleError({ path }, "rows", rows.length, `${FEMTO_ROWS}`, "wrong_size");

  const horizontalG = new Float32Array(FEMTO_ROWS);
  const verticalG = new Float32Array(FEMTO_ROWS);
  let timeOfDayNs = 0n;
  for (const [index, row] of rows.entries()) {
    const values = parseRow(path, index + 1, row);
    if (index === 0) timeOfDayNs = timeOfDay(values);
    horizontalG[index] = values[4] as number;
    verticalG[index] = values[5] as number;
  }
  return { timeOfDayNs, horizontalG, verticalG };
}

function parseRow(path: string, line: number, row: string): number[] {
  // Some folders of the set are separated by semicolons.
  const cells = row.split(row.includes(";") ? ";" : ",");
  if (cells.length !== COLUMNS.length) {
    throw new BundleError(
      { path, line },
      "columns",
      cells.length,
      `${COLUMNS.length}: ${COLUMNS.map(({ name }) => name).join(", ")}`,
      "bad_row",
    );
  }
  return COLUMNS.map(({ name, low, high }, index) => {
    const cell = (cells[index] as string).trim();
    const value = cell === "" ? Number.NaN : Number(cell);
    if (!(value >= low && value <= high)) {
      throw new BundleError({ path, line }, `column ${index + 1} (${name})`, cell, `a number from ${low} to ${high}`, "bad_cell");
    }
    return value;
  });
}

function timeOfDay([hour = 0, minute = 0, second = 0, microsecond = 0]: readonly number[]): bigint {
  const wholeS = BigInt(Math.floor(hour) * 3600 + Math.floor(minute) * 60 + Math.floor(second));
  return wholeS * NS_PER_S + BigInt(Math.round(microsecond * 1000));
}
