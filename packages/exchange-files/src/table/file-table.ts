import type { FileProblem } from "../file-problem.js";
import { TEXT_ENCODINGS, type TextEncoding } from "./read-text.js";

/** How a file is written. */
export interface TableForm {
  readonly format: "csv" | "json";
  readonly encoding: TextEncoding;
  /** Of CSV: one character. */
  readonly delimiter: string;
}

/** A row, or an item of JSON: the texts of its cells by column; what is empty is left out. */
export interface FileRow {
  readonly line: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** A table as far as it could be read. */
export interface FileTable {
  readonly columns: ReadonlySet<string>;
  readonly rows: readonly FileRow[];
  /** One for each row that is not among `rows`, as its cells cannot be told apart. */
  readonly unreadable: readonly FileProblem[];
  /** Of the table as a whole: with any of them nothing in it can be trusted. */
  readonly problems: readonly FileProblem[];
}

/** Nobody mends more rows than this in one file. */
export const MAX_ROWS = 200_000;

export function tooManyRows(): FileProblem {
  return { line: 0, column: "", value: `more than ${MAX_ROWS} rows`, reason: "too_large", limit: `at most ${MAX_ROWS} rows` };
}

export function wrongEncoding(encoding: TextEncoding): FileProblem {
  const limit = `saved in ${encoding}, or the mapping names another of ${TEXT_ENCODINGS.join(", ")}`;
  return { line: 0, column: "", value: `bytes that are no ${encoding}`, reason: "bad_encoding", limit };
}

/** A table of which nothing could be read. */
export function unreadableTable(...problems: readonly FileProblem[]): FileTable {
  return { columns: new Set(), rows: [], unreadable: [], problems };
}
