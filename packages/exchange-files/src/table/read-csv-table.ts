import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CsvError, type Options, parse } from "csv-parse";
import type { FileProblem } from "../file-problem.js";
import { type FileRow, type FileTable, MAX_ROWS, type TableForm, tooManyRows, wrongEncoding } from "./file-table.js";
import { unguardedCell } from "./formula-guard.js";
import { LineCounter } from "./line-counter.js";
import { readText, WrongEncoding } from "./read-text.js";

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

/** Reads a table as RFC 4180 has it, with a heading. */
export async function readCsvTable(chunks: AsyncIterable<Uint8Array>, { encoding, delimiter }: TableForm): Promise<FileTable> {
  const parser = parse({ ...OPTIONS, delimiter });
  const feeding = pipeline(Readable.from(readText(chunks, encoding)), parser);
  // Its failure is the one that ends the reading below.
  feeding.catch(() => {});
  const lines = new LineCounter();
  let heading: readonly string[] | undefined;
  const rows: FileRow[] = [];
  const unreadable: FileProblem[] = [];
  const problems: FileProblem[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      const line = lines.startOf(record, info.lines);
      if (heading === undefined) {
        heading = record.map((cell) => cell.trim());
        problems.push(...repeatedColumns(heading));
      } else if (rows.length >= MAX_ROWS) {
        problems.push(tooManyRows());
        break;
      } else if (record.length !== heading.length) unreadable.push(wrongLength(record, heading, line));
      else rows.push({ line, cells: cellsOf(heading, record) });
    }
  } catch (error) {
    problems.push(formProblem(error, lines, encoding));
  }
  if (heading === undefined && problems.length === 0) problems.push(noHeading());
  return { columns: new Set(heading), rows, unreadable, problems };
}

function cellsOf(heading: readonly string[], record: readonly string[]): Map<string, string> {
  const cells = heading.map((column, i): [string, string] => [column, unguardedCell(record[i] ?? "").trim()]);
  return new Map(cells.filter(([, text]) => text !== ""));
}

function repeatedColumns(heading: readonly string[]): FileProblem[] {
  const repeated = heading.filter((cell, i) => cell !== "" && heading.indexOf(cell) !== i);
  return repeated.map((column) => ({ line: 1, column, value: column, reason: "repeated_column", limit: "named once" }));
}

function noHeading(): FileProblem {
  return { line: 0, column: "", value: "", reason: "empty", limit: "a heading and rows" };
}

function wrongLength(record: readonly string[], heading: readonly string[], line: number): FileProblem {
  return {
    ...{ line, column: "", value: `${record.length} cells`, reason: "wrong_length" },
    limit: `${heading.length} cells, as the heading has`,
  };
}

/** What ends the reading of a table. @throws what is no fault of the table's form */
function formProblem(error: unknown, lines: LineCounter, encoding: TableForm["encoding"]): FileProblem {
  if (error instanceof WrongEncoding) return wrongEncoding(encoding);
  if (!(error instanceof CsvError)) throw error;
  const line = typeof error.lines === "number" ? lines.lineOf(error.lines) : 0;
  return { line, column: "", value: error.code, reason: "bad_csv", limit: "a row as RFC 4180 has it: quotes closed and doubled" };
}
