import { InvalidValue } from "@phm/domain";

const { floor } = Math;

/** One unit's readings in the order of its cycles. */
export interface TrendUnit {
  readonly id: number;
  readonly cycles: Float64Array;
  /** Row major, one value for each reading column. */
  readonly readings: Float64Array;
}

/** Slow readings of several units: what a historian exports. */
export interface TrendTable {
  /** Names of the reading columns. */
  readonly columns: readonly string[];
  /** In the order in which they first appear. */
  readonly units: readonly TrendUnit[];
}

const UNIT = "unit";
const CYCLE = "cycle";

function unitOf(id: number, rows: number[], values: ArrayLike<number>, width: number, cycleAt: number, readingsAt: number[]): TrendUnit {
  const cycleOf = (row: number): number => values[row * width + cycleAt] as number;
  rows.sort((a, b) => cycleOf(a) - cycleOf(b));
  const twice = rows.findIndex((row, i) => i > 0 && cycleOf(row) === cycleOf(rows[i - 1] as number));
  if (twice >= 0) throw new InvalidValue(`unit ${id} cycle`, cycleOf(rows[twice] as number), "there once", "duplicate_row");
  return {
    id,
    cycles: Float64Array.from(rows, cycleOf),
    readings: Float64Array.from({ length: rows.length * readingsAt.length }, (_, i) => {
      const row = rows[floor(i / readingsAt.length)] as number;
      return values[row * width + (readingsAt[i % readingsAt.length] as number)] as number;
    }),
  };
}

/**
 * A table from its values, row major. Two columns are named `unit` and `cycle`, all others are readings; rows may come in any order.
 * @throws InvalidValue when a column is missing, a value is no number, or a unit has a cycle twice
 */
export function trendTable(columns: readonly string[], values: ArrayLike<number>): TrendTable {
  const [unitAt, cycleAt] = [columns.indexOf(UNIT), columns.indexOf(CYCLE)];
  if (unitAt < 0 || cycleAt < 0) throw new InvalidValue("columns", columns.join(", "), `with ${UNIT} and ${CYCLE} among them`);
  if (new Set(columns).size !== columns.length) throw new InvalidValue("columns", columns.join(", "), "each named once");
  if (columns.length < 3) throw new InvalidValue("columns.length", columns.length, "at least 3: unit, cycle and a reading");
  if (values.length === 0 || values.length % columns.length !== 0) {
    throw new InvalidValue("values", values.length, `whole rows of ${columns.length} columns, at least one`);
  }
  const rowsOfUnit = new Map<number, number[]>();
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    const row = floor(i / columns.length);
    if (!Number.isFinite(value))
      throw new InvalidValue(`row ${row} ${columns[i % columns.length]}`, value, "a finite number", "missing_reading");
    if (i % columns.length !== unitAt) continue;
    const rows = rowsOfUnit.get(value);
    if (rows === undefined) rowsOfUnit.set(value, [row]);
    else rows.push(row);
  }
  const readingsAt = columns.map((_, i) => i).filter((i) => i !== unitAt && i !== cycleAt);
  return {
    columns: readingsAt.map((i) => columns[i] as string),
    units: [...rowsOfUnit].map(([id, rows]) => unitOf(id, rows, values, columns.length, cycleAt, readingsAt)),
  };
}

/** The unit as if monitoring had begun `rows` readings later. */
export function startedLater({ id, cycles, readings }: TrendUnit, rows: number): TrendUnit {
  return { id, cycles: cycles.subarray(rows), readings: readings.subarray((rows * readings.length) / cycles.length) };
}

/** Cycles from each row to the unit's last, for a unit that was followed to its end. */
export function remainingCycles({ cycles }: TrendUnit): Float64Array {
  const last = cycles.at(-1) as number;
  return cycles.map((cycle) => last - cycle);
}
