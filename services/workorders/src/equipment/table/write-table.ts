import type { TableFormat } from "@phm/contracts";
import { EQUIPMENT_FIELDS, type EquipmentEntry, equipmentCells, equipmentForm, furtherFields } from "@phm/domain";
import { guardedCell } from "@phm/exchange-files";
import { stringify } from "csv-stringify/sync";

/** Excel takes a CSV file for UTF-8 only with it. */
const BYTE_ORDER_MARK = "\uFEFF";

/** The nodes of a site, page by page, each time from the beginning. */
export type ReadPages = () => AsyncIterable<readonly EquipmentEntry[]>;

/** Writes nodes as a table in pieces. Read in again it changes nothing. */
export function writeTable(format: TableFormat, pages: ReadPages): AsyncGenerator<string> {
  return format === "csv" ? writeCsv(pages) : writeJson(pages);
}

async function* writeCsv(pages: ReadPages): AsyncGenerator<string> {
  const columns = [...EQUIPMENT_FIELDS, ...(await allFurtherFields(pages))];
  yield BYTE_ORDER_MARK + csvRows([columns]);
  for await (const page of pages()) {
    const cells = page.map((entry) => equipmentCells(entry));
    yield csvRows(cells.map((each) => columns.map((column) => each.get(column) ?? "")));
  }
}

async function* writeJson(pages: ReadPages): AsyncGenerator<string> {
  let separator = "[\n";
  for await (const page of pages()) {
    for (const entry of page) {
      yield separator + JSON.stringify(exchanged(entry));
      separator = ",\n";
    }
  }
  yield separator === "[\n" ? "[]\n" : "\n]\n";
}

/** Files are no part of a table: what is exchanged of the documents are the links. */
function exchanged(entry: EquipmentEntry) {
  const form = equipmentForm(entry);
  return { ...form, documents: form.documents.filter(({ link }) => link !== undefined) };
}

async function allFurtherFields(pages: ReadPages): Promise<string[]> {
  const names = new Set<string>();
  for await (const page of pages()) for (const { equipment } of page) for (const name of furtherFields(equipment)) names.add(name);
  return [...names].sort();
}

function csvRows(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "string" ? guardedCell(cell) : cell)));
  // A lone CR in a cell ends a row for some readers.
  return stringify(cells, { record_delimiter: "\r\n", quoted_match: /[\r\n]/ });
}
