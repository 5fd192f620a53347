import type { FileProblem } from "../file-problem.js";
import { type FileRow, type FileTable, MAX_ROWS, type TableForm, tooManyRows, unreadableTable, wrongEncoding } from "./file-table.js";
import { readText, WrongEncoding } from "./read-text.js";

/** Reads a JSON array of objects. A value within an object has its path as its column: `place.line`. Lists are no cells. */
export async function readJsonTable(chunks: AsyncIterable<Uint8Array>, { encoding }: TableForm): Promise<FileTable> {
  const items = await parsedItems(chunks, encoding);
  if (!Array.isArray(items)) return unreadableTable(items);
  if (items.length > MAX_ROWS) return unreadableTable(tooManyRows());
  const rows: FileRow[] = [];
  const unreadable: FileProblem[] = [];
  items.forEach((item: unknown, i) => {
    if (isObject(item)) rows.push({ line: i + 1, cells: new Map(cellsIn(item)) });
    else unreadable.push({ line: i + 1, column: "", value: typeof item, reason: "bad_item", limit: "an object" });
  });
  return { columns: new Set(rows.flatMap(({ cells }) => [...cells.keys()])), rows, unreadable, problems: [] };
}

function* cellsIn(item: object, path = ""): Generator<[string, string]> {
  for (const [name, value] of Object.entries(item)) {
    const column = path === "" ? name : `${path}.${name}`;
    if (isObject(value)) yield* cellsIn(value, column);
    else if (["string", "number", "boolean"].includes(typeof value) && String(value).trim() !== "") yield [column, String(value).trim()];
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function parsedItems(chunks: AsyncIterable<Uint8Array>, encoding: TableForm["encoding"]): Promise<unknown[] | FileProblem> {
  const problem = { line: 0, column: "", reason: "bad_json", limit: "a JSON array of objects" };
  try {
    const parts: string[] = [];
    for await (const part of readText(chunks, encoding)) parts.push(part);
    const items: unknown = JSON.parse(parts.join(""));
    return Array.isArray(items) ? items : { ...problem, value: typeof items };
  } catch (error) {
    if (error instanceof WrongEncoding) return wrongEncoding(encoding);
    if (error instanceof SyntaxError) return { ...problem, value: error.message };
    throw error;
  }
}
