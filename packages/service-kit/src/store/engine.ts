import type { JsonDocument, JsonValue } from "./json.js";
import type { CollectionSpec, SortKey, Stored } from "./port.js";
import type { Condition, QueryPlan } from "./query-plan.js";

/**
 * What an engine must do itself. Checks, errors, cursors and comparison of content are written once above it,
 * in `StoredCollection` and `StoredSeries`. Engines reject with StoreUnavailable when they cannot answer.
 */
export interface Engine {
  openCollection(spec: CollectionSpec): Promise<CollectionEngine>;
  openSeries(name: string): Promise<SeriesEngine>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** `taken` names the unique index, or `id`. */
export type WriteOutcome = { readonly kind: "stored" } | { readonly kind: "stale" } | { readonly kind: "taken"; readonly index: string };

export interface CollectionEngine {
  read(id: string): Promise<Stored<JsonValue> | undefined>;
  /** Never `stale`. */
  insert(id: string, document: JsonDocument): Promise<WriteOutcome>;
  /** One atomic step: replace if the version is the expected one, else `stale`. */
  replace(id: string, document: JsonDocument, expectedVersion: number): Promise<WriteOutcome>;
  /** One atomic step; false when no document has this id and, if given, this version. */
  remove(id: string, expectedVersion?: number): Promise<boolean>;
  find(plan: QueryPlan): Promise<Stored<JsonValue>[]>;
  count(conditions: readonly Condition[]): Promise<number>;
  /** What the engine says of how it would find them. */
  explain(plan: QueryPlan): Promise<unknown>;
}

/** A point in stored form: the time as a 19-digit text, so that text order is time order. */
export interface SeriesRow {
  readonly time: string;
  readonly id: string;
  readonly value: JsonValue;
}

export interface RangePlan {
  readonly from?: string;
  readonly to?: string;
  readonly order: SortKey["direction"];
  /** Only points after this position, in the given order. */
  readonly after?: { readonly time: string; readonly id: string };
  readonly limit: number;
}

export interface SeriesEngine {
  /** Stores the rows whose id is free (ids differ within one call) and returns what the other ids hold. Each row is atomic. */
  insertMissing(key: string, rows: readonly (SeriesRow & { readonly document: JsonDocument })[]): Promise<SeriesRow[]>;
  scan(key: string, plan: RangePlan): Promise<SeriesRow[]>;
  count(key: string): Promise<number>;
}
