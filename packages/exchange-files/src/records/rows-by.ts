import type { FileRecord } from "./record-kind.js";

/** Rows with the same text in a field, in the order in which they come. */
export function rowsBy(field: string, records: readonly FileRecord[]): FileRecord[][] {
  const groups = new Map<string, FileRecord[]>();
  for (const record of records) {
    const key = String(record.fields[field]);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  return [...groups.values()];
}
