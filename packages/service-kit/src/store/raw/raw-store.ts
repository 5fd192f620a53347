import { setImmediate } from "node:timers/promises";

/** A collection or a series as the engine holds it. */
export interface RawTable {
  readonly kind: "collection" | "series";
  readonly name: string;
}

/** A document (with `version`) or a point (with `key` and `time`) in stored form. */
export interface RawRow {
  readonly id: string;
  readonly version?: number;
  readonly key?: string;
  /** 19 digits. */
  readonly time?: string;
  /** JSON text. */
  readonly body: string;
}

export interface ReadRow extends RawRow {
  /** Whether it is what was written; undefined where nothing was noted to tell it by. */
  readonly sound: boolean | undefined;
}

/** Where reading goes on; opaque. */
export type RawPosition = string | number;

export interface RawPage {
  readonly rows: readonly ReadRow[];
  /** Left out on the last page. */
  readonly next?: RawPosition;
}

/**
 * Everything that lies in a store, whoever it belongs to: for backup and restore, and to find damage. Knows no indexes and no owner's types;
 * a service works through `DocumentStore`.
 */
export interface RawStore {
  /** By kind and name. */
  tables(): Promise<readonly RawTable[]>;
  /** Names of the blob stores beside it, as given to `openServiceBlobs`, in order. */
  blobStores(): Promise<readonly string[]>;
  /** Each row once that is there all the time, in no order that means anything. */
  rows(table: RawTable, limit: number, after?: RawPosition): Promise<RawPage>;
  /** Adds rows as they are, versions included; all or none of the call. The table is made where missing, without the owner's indexes. */
  load(table: RawTable, rows: readonly RawRow[]): Promise<void>;
  /** Gives a row another body if it is as it was read; false where it is not. A document's version goes up with it. */
  replace(table: RawTable, row: ReadRow, body: string): Promise<boolean>;
  /** Leaves nothing behind of what was replaced or deleted, as far as the engine keeps such remains. May take long. */
  compact(): Promise<void>;
  /** From here on every reading gives what is there now, whatever is written meanwhile. False where the engine cannot. */
  freeze(): Promise<boolean>;
  /** Ends what `freeze` began. */
  thaw(): Promise<void>;
  /** What the engine finds wrong in its own structures, in its own words; empty when nothing is. May take long. */
  structureFaults(): Promise<readonly string[]>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Every row of a table, a page at a time; between two pages everybody else in the process has a turn. */
export async function* eachRow(store: RawStore, table: RawTable, pageRows: number): AsyncGenerator<readonly ReadRow[]> {
  for (let after: RawPosition | undefined; ; ) {
    const { rows, next } = await store.rows(table, pageRows, after);
    if (rows.length > 0) yield rows;
    if (next === undefined) return;
    after = next;
    await setImmediate();
  }
}
