import { flatEquipmentForm, InvalidValue } from "@phm/domain";
import { readText, WrongEncoding } from "@phm/exchange-files";
import { type ImportProblem, MAX_ROWS, type ReadTable, type TableRow, tooManyRows } from "./table-row.js";

/** Reads a JSON array of nodes, each in the form in which the export writes it. */
export async function readJson(chunks: AsyncIterable<Uint8Array>): Promise<ReadTable> {
  const items = await parsedItems(chunks);
  if (!Array.isArray(items)) return { rows: [], unreadable: [], problems: [items] };
  if (items.length > MAX_ROWS) return { rows: [], unreadable: [], problems: [tooManyRows()] };
  const rows: TableRow[] = [];
  const unreadable: ImportProblem[] = [];
  items.forEach((item: unknown, i) => {
    const line = i + 1;
    try {
      rows.push({ line, stated: flatEquipmentForm(item) });
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error;
      unreadable.push({ line, column: error.field, value: error.value, reason: error.reason, limit: error.limit });
    }
  });
  return { rows, unreadable, problems: [] };
}

async function parsedItems(chunks: AsyncIterable<Uint8Array>): Promise<unknown[] | ImportProblem> {
  const problem = { line: 0, column: "", reason: "bad_json", limit: "a JSON array of nodes, in UTF-8" };
  try {
    const parts: string[] = [];
    for await (const part of readText(chunks)) parts.push(part);
    const items: unknown = JSON.parse(parts.join(""));
    return Array.isArray(items) ? items : { ...problem, value: typeof items };
  } catch (error) {
    if (error instanceof WrongEncoding) return { ...problem, value: "bytes that are no UTF-8", reason: "bad_encoding" };
    if (error instanceof SyntaxError) return { ...problem, value: error.message };
    throw error;
  }
}
