import { type FileProblem, fileProblem } from "./file-problem.js";
import type { FileMapping } from "./mapping/file-mapping.js";
import { mapRow } from "./mapping/map-row.js";
import type { FileRecord } from "./records/record-kind.js";
import type { FileRow, FileTable } from "./table/file-table.js";
import { readCsvTable } from "./table/read-csv-table.js";
import { readJsonTable } from "./table/read-json-table.js";

/** What a file holds, as far as it can be taken: each row is either a record, or passed over, or has problems. */
export interface FileReading {
  readonly records: readonly FileRecord[];
  /** Rows and items of the file. */
  readonly rows: number;
  /** Rows that the mapping does not ask for. */
  readonly passedOver: number;
  readonly problems: readonly FileProblem[];
  /** Words without one of ours, with how often each occurs, the most frequent first. */
  readonly unmapped: readonly { readonly field: string; readonly value: string; readonly count: number }[];
}

/**
 * Reads a file by a mapping. With a problem of the file as a whole (line 0 or 1) there is no record.
 * @throws InvalidValue for a file of more than 64 MiB
 */
export async function readRecords(chunks: AsyncIterable<Uint8Array>, mapping: FileMapping): Promise<FileReading> {
  const table = await (mapping.form.format === "csv" ? readCsvTable(chunks, mapping.form) : readJsonTable(chunks, mapping.form));
  const rows = table.rows.length + table.unreadable.length;
  const whole = [...table.problems, ...missingColumns(table, mapping)];
  if (whole.length > 0) return { records: [], rows, passedOver: 0, problems: [...whole, ...table.unreadable], unmapped: [] };
  const asked = table.rows.filter((row) => isAsked(row, mapping));
  const reading = new Reading(mapping);
  for (const row of asked) reading.add(row);
  const problems = [...table.unreadable, ...reading.problems].sort((a, b) => a.line - b.line);
  return { records: reading.records, rows, passedOver: table.rows.length - asked.length, problems, unmapped: reading.unmapped() };
}

class Reading {
  readonly records: FileRecord[] = [];
  readonly problems: FileProblem[] = [];
  readonly #lines = new Map<string, number>();
  readonly #unmapped = new Map<string, { field: string; value: string; count: number }>();

  constructor(private readonly mapping: FileMapping) {}

  add(row: FileRow): void {
    const { record, problems, unmapped } = mapRow(row, this.mapping);
    this.problems.push(...problems.map((problem) => fileProblem(row.line, problem)));
    for (const { field, value } of unmapped) this.#count(field, value);
    if (record) this.#keep(record);
  }

  unmapped() {
    return [...this.#unmapped.values()].sort((a, b) => b.count - a.count);
  }

  #keep(record: FileRecord): void {
    const { key } = this.mapping.kind;
    const value = JSON.stringify(key.map((field) => String(record.fields[field])));
    const first = this.#lines.get(value);
    if (first === undefined) {
      this.#lines.set(value, record.line);
      this.records.push(record);
    } else {
      const problem = { line: record.line, column: key.join(", "), value, reason: "repeated" };
      this.problems.push({ ...problem, limit: `named once: line ${first} has it` });
    }
  }

  #count(field: string, value: string): void {
    const id = JSON.stringify([field, value]);
    const known = this.#unmapped.get(id);
    if (known) known.count += 1;
    else this.#unmapped.set(id, { field, value, count: 1 });
  }
}

function isAsked({ cells }: FileRow, { only }: FileMapping): boolean {
  return only === undefined || only.values.includes(cells.get(only.column) ?? "");
}

/** Items of JSON need not all have the same properties. */
function missingColumns({ columns, problems }: FileTable, { form, fields, only }: FileMapping): FileProblem[] {
  if (form.format === "json" || problems.length > 0) return [];
  const needed = new Set([...Object.values(fields).flatMap(({ columns: theirs }) => theirs), ...(only ? [only.column] : [])]);
  const missing = [...needed].filter((column) => !columns.has(column));
  const limit = `a column of the heading, which has ${[...columns].join(", ")}`;
  return missing.map((column) => ({ line: 1, column, value: "", reason: "missing_column", limit }));
}
