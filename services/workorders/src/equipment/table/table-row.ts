import type { FileProblem } from "@phm/exchange-files";

/** Something in a table that cannot be taken. */
export type ImportProblem = FileProblem;

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
