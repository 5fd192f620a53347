import type { JsonValue } from "../store/json.js";
import { eachRow, type RawStore, type RawTable, type ReadRow } from "../store/raw/raw-store.js";
import { redacted, type TextPlace, textPlaces } from "./free-text.js";
import type { WantedTexts } from "./wanted-texts.js";

const PAGE_ROWS = 200;
const NOUN = { collection: "documents", series: "points" } as const;

export interface FoundText extends TextPlace {
  readonly store: string;
  readonly id: string;
}

/** Where texts occur in the documents and points of a store, ids of documents included. */
export async function* findInRows(store: RawStore, wanted: WantedTexts): AsyncGenerator<FoundText> {
  for (const table of await store.tables()) {
    const name = `${NOUN[table.kind]}/${table.name}`;
    for await (const rows of eachRow(store, table, PAGE_ROWS)) {
      for (const row of rows) for (const place of placesIn(row, wanted)) yield { store: name, id: row.id, ...place };
    }
  }
}

function* placesIn({ id, key = "", body }: ReadRow, wanted: WantedTexts): Generator<TextPlace> {
  for (const text of wanted.in(`${key} ${id}`)) yield { field: "id", text, inId: true };
  // Most rows have nothing: they need not be parsed.
  if (wanted.in(body).length > 0) yield* textPlaces(JSON.parse(body) as JsonValue, wanted);
}

/** Takes texts out of all free texts of a store. Whoever changes a document at the same moment wins, and it is looked at again. */
export async function redactRows(store: RawStore, wanted: WantedTexts): Promise<{ changedDocuments: number; changedPoints: number }> {
  const changed = { collection: 0, series: 0 };
  for (const table of await store.tables()) changed[table.kind] += await redactTable(store, table, wanted);
  if (changed.collection + changed.series > 0) await store.compact();
  return { changedDocuments: changed.collection, changedPoints: changed.series };
}

async function redactTable(store: RawStore, table: RawTable, wanted: WantedTexts): Promise<number> {
  let changed = 0;
  for (let missed = true; missed; ) {
    missed = false;
    for await (const rows of eachRow(store, table, PAGE_ROWS)) {
      for (const row of rows) {
        const body = without(row.body, wanted);
        if (body === row.body) continue;
        if (await store.replace(table, row, body)) changed += 1;
        else missed = true;
      }
    }
  }
  return changed;
}

function without(body: string, wanted: WantedTexts): string {
  if (wanted.in(body).length === 0) return body;
  const value = JSON.parse(body) as JsonValue;
  const left = JSON.stringify(redacted(value, wanted));
  // Compared in one form: only a text that was there makes a difference.
  return left === JSON.stringify(value) ? body : left;
}
