import { InvalidValue } from "@phm/domain";
import type { FieldValue, FileRecord } from "../records/record-kind.js";
import type { FileRow } from "../table/file-table.js";
import type { FieldMapping, FileMapping } from "./file-mapping.js";
import { readField } from "./read-field.js";

/** A word of theirs that the mapping has no word of ours for. */
export interface UnmappedWord {
  readonly field: string;
  readonly value: string;
}

export interface MappedRow {
  /** Absent where there are problems. */
  readonly record?: FileRecord;
  readonly problems: readonly InvalidValue[];
  readonly unmapped: readonly UnmappedWord[];
}

/** Maps a row to a record of the mapping's kind. Every problem of the row is told. */
export function mapRow({ line, cells }: FileRow, mapping: FileMapping): MappedRow {
  const fields: Record<string, FieldValue> = {};
  const problems: InvalidValue[] = [];
  const unmapped: UnmappedWord[] = [];
  for (const [field, spec] of Object.entries(mapping.kind.fields)) {
    const from = mapping.fields[field];
    const stated = from && statedText(cells, from);
    if (from && stated !== undefined) {
      const text = from.values?.[stated] ?? (from.values && from.otherwise === "count" ? undefined : stated);
      if (text === undefined) unmapped.push({ field, value: stated });
      else take(problems, () => (fields[field] = readField(columnOf(field, from), text, spec, from, mapping.zone)));
    } else if (spec.required) problems.push(new InvalidValue(columnOf(field, from), "", "given", "missing"));
  }
  problems.push(...noneOf(fields, problems, mapping));
  return problems.length > 0 ? { problems, unmapped } : { record: { line, fields }, problems, unmapped };
}

function statedText(cells: ReadonlyMap<string, string>, { columns, join, constant, absent }: FieldMapping): string | undefined {
  if (constant !== undefined) return constant;
  const texts = columns.flatMap((column) => cells.get(column) ?? []).filter((text) => !absent.includes(text));
  return texts.length === 0 ? undefined : texts.join(join);
}

/** As people know it: by the file's own columns. */
function columnOf(field: string, mapping: FieldMapping | undefined): string {
  return mapping && mapping.columns.length > 0 ? mapping.columns.join(" + ") : field;
}

/** Where a field of the kind's alternatives is there but cannot be read, that is what is told. */
function noneOf(fields: object, problems: readonly InvalidValue[], { kind: { oneOf = [] }, fields: mapped }: FileMapping): InvalidValue[] {
  if (oneOf.length === 0 || oneOf.some((field) => field in fields)) return [];
  const columns = oneOf.filter((field) => mapped[field]).map((field) => columnOf(field, mapped[field]));
  if (problems.some(({ field }) => columns.includes(field))) return [];
  return [new InvalidValue(columns.join(", ") || oneOf.join(", "), "", "at least one given", "missing")];
}

function take(problems: InvalidValue[], read: () => void): void {
  try {
    read();
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    problems.push(error);
  }
}
