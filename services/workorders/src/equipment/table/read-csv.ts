import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EQUIPMENT_FIELDS, FURTHER_PREFIX } from "@phm/domain";
import { LineCounter, readText, unguardedCell, WrongEncoding } from "@phm/exchange-files";
import { CsvError, type Options, parse } from "csv-parse";
import { type ImportProblem, MAX_ROWS, type ReadTable, type TableRow, tooManyRows } from "./table-row.js";

const MAX_RECORD_CHARACTERS = 1024 * 1024;
const OPTIONS: Options = {
  info: true,
  // Cells are counted here, so that a row of another length is one problem of many and not the end of the file.
  relax_column_count: true,
  skip_empty_lines: true,
  record_delimiter: ["\r\n", "\n", "\r"],
  max_record_size: MAX_RECORD_CHARACTERS,
};

interface ParsedRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** Reads a table as RFC 4180 has it, with a heading of field names; guards against formulas are taken off. */
export async function readCsv(chunks: AsyncIterable<Uint8Array>): Promise<ReadTable> {
  const parser = parse(OPTIONS);
  const feeding = pipeline(Readable.from(readText(chunks)), parser);
  // Its failure is the one that ends the reading below.
  feeding.catch(() => {});
  const rows: TableRow[] = [];
  const unreadable: ImportProblem[] = [];
  const problems: ImportProblem[] = [];
  const lines = new LineCounter();
  let heading: readonly string[] | undefined;
  try {
    for await (const parsed of parser) {
      const { record, info } = parsed as ParsedRecord;
      const line = lines.startOf(record, info.lines);
      if (heading === undefined) {
        heading = record;
        problems.push(...headingProblems(record, line));
      } else if (rows.length >= MAX_ROWS) return { rows, unreadable, problems: [...problems, tooManyRows()] };
      else if (record.length !== heading.length) unreadable.push(wrongLength(record, heading, line));
      else rows.push({ line, stated: statedIn(heading, record) });
    }
  } catch (error) {
    problems.push(formProblem(error, lines));
  }
  if (heading === undefined && problems.length === 0) problems.push(...headingProblems([], 0));
  return { rows, unreadable, problems };
}

function headingProblems(heading: readonly string[], line: number): ImportProblem[] {
  const limit = `one of ${EQUIPMENT_FIELDS.join(", ")}, ${FURTHER_PREFIX}NAME`;
  const cells = heading.map((cell) => unguardedCell(cell));
  return [
    ...cells.filter((cell) => !isKnown(cell)).map((cell) => ({ line, column: cell, value: cell, reason: "unknown_column", limit })),
    ...cells
      .filter((cell, i) => cells.indexOf(cell) !== i)
      .map((cell) => ({ line, column: cell, value: cell, reason: "repeated_column", limit: "named once" })),
    ...["code", "kind"]
      .filter((needed) => !cells.includes(needed))
      .map((column) => ({ line, column, value: "", reason: "missing_column", limit: "a column of the heading" })),
  ];
}

function isKnown(column: string): boolean {
  const fields: readonly string[] = EQUIPMENT_FIELDS;
  return fields.includes(column) || (column.startsWith(FURTHER_PREFIX) && column.length > FURTHER_PREFIX.length);
}

function wrongLength(record: readonly string[], heading: readonly string[], line: number): ImportProblem {
  return {
    line,
    column: "",
    value: `${record.length} cells`,
    reason: "wrong_length",
    limit: `${heading.length} cells, as the heading has`,
  };
}

/** Without the columns that nobody knows: they are told once, with the heading. */
function statedIn(heading: readonly string[], record: readonly string[]): [string, string][] {
  const cells = heading.map((field, i): [string, string] => [unguardedCell(field), unguardedCell(record[i] ?? "")]);
  return cells.filter(([field]) => isKnown(field));
}

/** What ends the reading of a table. @throws what is no fault of the table's form */
function formProblem(error: unknown, lines: LineCounter): ImportProblem {
  if (error instanceof WrongEncoding)
    return { line: 0, column: "", value: "bytes that are no UTF-8", reason: "bad_encoding", limit: "saved as CSV UTF-8" };
  if (!(error instanceof CsvError)) throw error;
  const at = typeof error.lines === "number" ? lines.lineOf(error.lines) : 0;
  return { line: at, column: "", value: error.code, reason: "bad_csv", limit: "a row as RFC 4180 has it: quotes closed and doubled" };
}
