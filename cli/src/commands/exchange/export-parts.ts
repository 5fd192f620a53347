import { writeFile } from "node:fs/promises";
import { type PartRecordMessage, PartService, sparePartFromWire } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import { guardedCell, LIST_SEPARATOR } from "@phm/exchange-files";
import { createClient } from "@phm/service-kit";
import { stringify } from "csv-stringify/sync";

export interface ExportPartsOptions {
  readonly workorders: string;
  readonly organisation: string;
  readonly site: string;
  readonly out?: string;
}

const PAGE = 500;
/** Excel takes a CSV file for UTF-8 only with it. */
const BYTE_ORDER_MARK = "\uFEFF";
const COLUMNS = {
  parts: ["id", "nameEn", "nameZh", "unit", "supplier", "leadTimeDays", "assets", "failureModes"],
  stock: ["part", "store", "onHand", "min", "max"],
} as const;
export type PartTable = keyof typeof COLUMNS;

/** Writes the parts of a site, or their stock, as a table that `exchange import --mapping phm-parts` (or `phm-stock`) takes. */
export async function exportParts(table: PartTable, { workorders, organisation, site, out }: ExportPartsOptions): Promise<void> {
  const client = createClient(PartService, workorders, { idempotent: true });
  try {
    const place = { organisation: organisationId(organisation), site: siteId(site) };
    const records: PartRecordMessage[] = [];
    let cursor = "";
    do {
      const page = await client.call.listParts({ ...place, onlyShort: false, limit: PAGE, cursor });
      records.push(...page.records);
      cursor = page.nextCursor;
    } while (cursor !== "");
    const rows = records.flatMap((record) => (table === "parts" ? [partRow(record)] : stockRows(record)));
    const text = BYTE_ORDER_MARK + stringify([COLUMNS[table], ...rows], { record_delimiter: "\r\n" });
    if (out === undefined) process.stdout.write(text);
    else await writeFile(out, text);
  } finally {
    client.close();
  }
}

type Cell = string | number;

function partRow({ part }: PartRecordMessage): Cell[] {
  const { id, name, unit, supplier, leadTimeDays = "", usedFor } = sparePartFromWire(part);
  const lists = [usedFor.assets, usedFor.failureModes].map((each) => each.join(LIST_SEPARATOR));
  return [id, name.en, name.zh, unit, supplier, leadTimeDays, ...lists].map(cell);
}

function stockRows({ part, stores }: PartRecordMessage): Cell[][] {
  return stores.map(({ store, onHand, min = "", max = "" }) => [part?.id ?? "", store, onHand, min, max].map(cell));
}

function cell(value: Cell): Cell {
  return typeof value === "string" ? guardedCell(value) : value;
}
