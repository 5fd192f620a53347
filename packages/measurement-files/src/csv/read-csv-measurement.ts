import { CsvError, parse } from "csv-parse/sync";
import type { MeasuredChannel, Measurement } from "../measurement.js";
import { MeasurementFileError } from "../measurement-file-error.js";

const DELIMITERS = [";", "\t", ","] as const;

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * Columns of numbers, one channel each, named by the title row where there is one (else `1`, `2` …). Cells are parted by `;`, a tab or
 * `,`, whichever the first row has, in this order; with `;` or a tab a comma may be the decimal sign. Lines that begin with `#` are left
 * out.
 * @throws MeasurementFileError naming line and column of a cell that is no number
 */
export function readCsvMeasurement(file: string, bytes: Uint8Array): Measurement {
  const text = new TextDecoder().decode(bytes);
  const delimiter = delimiterOf(text);
  const rows = rowsOf(file, text, delimiter);
  const number = delimiter === "," ? Number : (cell: string) => Number(cell.replace(",", "."));
  const [first] = rows;
  if (!first) throw new MeasurementFileError(file, "rows", 0, "at least one row of numbers", "no_data");
  const titled = first.cells.some((cell) => !isNumber(cell, number));
  const data = titled ? rows.slice(1) : rows;
  if (data.length === 0) throw new MeasurementFileError(file, "rows", "titles only", "at least one row of numbers", "no_data");
  const channels = first.cells.map((cell, column): MeasuredChannel => {
    const name = titled && cell !== "" ? cell : String(column + 1);
    return { name, samples: columnOf(file, data, column, name, number) };
  });
  return { channels, numbers: new Map() };
}

function delimiterOf(text: string): string {
  const line = text.split(/\r?\n/).find((candidate) => candidate.trim() !== "" && !candidate.startsWith("#")) ?? "";
  return DELIMITERS.find((delimiter) => line.includes(delimiter)) ?? ",";
}

function rowsOf(file: string, text: string, delimiter: string): readonly Row[] {
  try {
    const rows = parse(text, {
      delimiter,
      bom: true,
      comment: "#",
      comment_no_infix: true,
      trim: true,
      skip_empty_lines: true,
      info: true,
    });
    return (rows as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new MeasurementFileError(
      `${file} line ${error.lines}`,
      "row",
      error.message,
      "as many cells as the first, quotes closed",
      error.code,
    );
  }
}

function columnOf(file: string, rows: readonly Row[], column: number, name: string, number: (cell: string) => number): Float32Array {
  return Float32Array.from(rows, ({ cells, line }) => {
    const cell = cells[column] as string;
    if (!isNumber(cell, number)) throw new MeasurementFileError(`${file} line ${line}`, `column ${name}`, cell, "a number", "not_a_number");
    return number(cell);
  });
}

function isNumber(cell: string, number: (cell: string) => number): boolean {
  return cell !== "" && Number.isFinite(number(cell));
}
