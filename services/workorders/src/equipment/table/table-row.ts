/** Something in a table that cannot be taken. */
export interface ImportProblem {
  /** Of CSV the line on which the row begins, of JSON the number of the item; from 1. 0: the file as a whole. */
  readonly line: number;
  /** Empty: the row as a whole. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  /** What it must be. */
  readonly limit: string;
}

/** What a row states, by field; not read yet. */
export interface TableRow {
  readonly line: number;
  readonly stated: Iterable<readonly [string, unknown]>;
}

/** A table as far as it could be read. */
export interface ReadTable {
  readonly rows: readonly TableRow[];
  /** One for each row that is not among `rows`, as its cells cannot be told apart. */
  readonly unreadable: readonly ImportProblem[];
  /** Of the table as a whole: with any of them nothing in it can be trusted. */
  readonly problems: readonly ImportProblem[];
}

/** Nobody mends more rows than this in one file. */
export const MAX_ROWS = 200_000;

export function tooManyRows(): ImportProblem {
  return { line: 0, column: "", value: `more than ${MAX_ROWS} rows`, reason: "too_large", limit: `at most ${MAX_ROWS} rows` };
}
