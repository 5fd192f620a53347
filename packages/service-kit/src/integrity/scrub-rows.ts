import { eachRow, type RawStore, type RawTable, type ReadRow } from "../store/raw/raw-store.js";
import type { ScrubEvent } from "./fault.js";
import type { ReadPace } from "./read-pace.js";
import { RunningTally } from "./running-tally.js";

const PAGE_ROWS = 100;
const NOUN = { collection: "documents", series: "points" } as const;

/** Reads every document and point of a store and holds it against its checksum. */
export async function* scrubRows(store: RawStore, pace: ReadPace, signal?: AbortSignal): AsyncGenerator<ScrubEvent> {
  for (const table of await store.tables()) yield* scrubTable(store, table, pace, signal);
}

async function* scrubTable(store: RawStore, table: RawTable, pace: ReadPace, signal?: AbortSignal): AsyncGenerator<ScrubEvent> {
  const name = `${NOUN[table.kind]}/${table.name}`;
  const tally = new RunningTally(name);
  for await (const rows of eachRow(store, table, PAGE_ROWS)) {
    for (const row of rows) {
      tally.add(row.body.length, row.sound !== undefined);
      if (row.sound === false) yield damaged(name, row);
      yield* tally.whenDue();
    }
    await pace.after(
      rows.reduce((sum, { body }) => sum + body.length, 0),
      signal,
    );
  }
  yield { tally: tally.now(true) };
}

function damaged(store: string, { key, id }: ReadRow): ScrubEvent {
  const detail = "is not what was written, by its checksum";
  return { fault: { kind: "damaged", store, id: key === undefined ? id : `${key} ${id}`, detail, repaired: false } };
}
