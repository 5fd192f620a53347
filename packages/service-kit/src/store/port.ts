import type { JsonOf } from "./json.js";

/** What an indexed field may hold. A field has one of these types in all documents of a collection, or is left out. */
export type Scalar = string | number | boolean;

export interface IndexSpec {
  /** Unique in its collection; lower-case letters, digits and `_`. */
  readonly name: string;
  /** Paths in the document, such as `state` or `ref.asset`. */
  readonly fields: readonly string[];
  /** No two documents share the key. Documents in which one of the fields is left out are not held to it. */
  readonly unique?: boolean;
}

export interface CollectionSpec {
  /** Lower-case letters, digits and `_`. */
  readonly name: string;
  readonly indexes: readonly IndexSpec[];
  /**
   * Names of the document's own fields that `select` reads: an engine may keep them apart, so that a list of large documents costs what it
   * shows. What is changed here is built anew for all documents.
   */
  readonly excerpt?: readonly string[];
}

export interface Stored<T> {
  readonly id: string;
  /** 1 when inserted, one more with every put. */
  readonly version: number;
  readonly value: T;
}

export interface Range {
  readonly gte?: string | number;
  readonly gt?: string | number;
  readonly lte?: string | number;
  readonly lt?: string | number;
}

/** All conditions hold at once; a plain value means equality. Only indexed fields. */
export type Where = Readonly<Record<string, Scalar | Range>>;

export interface SortKey {
  readonly field: string;
  readonly direction: "asc" | "desc";
}

export interface Query {
  readonly where?: Where;
  /**
   * Only indexed fields. A document without the field comes before all others (after them when descending). Texts are ordered
   * by code point. Ties are broken by id, in the direction of the last key; without `sort` the order is by id.
   */
  readonly sort?: readonly SortKey[];
  /** 1 to `MAX_PAGE_ITEMS`. */
  readonly limit: number;
  /** `nextCursor` of a page of a query with the same sort. */
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly Stored<T>[];
  /** Left out on the last page. Marks a position, so that documents inserted meanwhile repeat or hide no other. */
  readonly nextCursor?: string;
}

/**
 * Documents with an id, a version for optimistic writes, and indexes. Every write is atomic for its document, durable when
 * its promise resolves, and safe against other processes. There are no transactions over documents: what must change
 * together lives in one document.
 *
 * Values are JSON (see `toJson` for the limits); times in them are fixed-width decimal texts (domain `storedTime`).
 * Every call may reject with `StoreUnavailable`: the caller then does not know whether a write was done, and repeats it
 * under the same id or expected version.
 */
export interface Collection<T extends JsonOf<T>> {
  get(id: string): Promise<Stored<T> | undefined>;
  /** @throws DuplicateKey when the id or a unique key is taken; the id is named first. */
  insert(id: string, value: T): Promise<Stored<T>>;
  /**
   * Replaces the document if its version is `expectedVersion`; 0 means that there must be none yet.
   * @throws VersionConflict when the version is another (checked first), DuplicateKey when a unique key is taken.
   */
  put(id: string, value: T, expectedVersion: number): Promise<Stored<T>>;
  /**
   * False when there is no such document. An id that is inserted again starts at version 1.
   * @throws VersionConflict when there is one of another version than expected.
   */
  delete(id: string, expectedVersion?: number): Promise<boolean>;
  /** @throws InvalidValue naming the field when it is not indexed, or the limit or cursor is wrong. */
  query(query: Query): Promise<Page<T>>;
  /**
   * As `query`, of each document these fields alone; one that holds null is left out.
   * @throws InvalidValue naming a field, asked for or sorted by, that is not in the collection's excerpt
   */
  select<K extends keyof T & string>(query: Query, fields: readonly K[]): Promise<Page<Pick<T, K>>>;
  count(where?: Where): Promise<number>;
  /** How the engine carries a query out, in its own words, one for each stretch of an index that it reads: for whoever looks for a slow one. */
  explain(query: Query): Promise<readonly unknown[]>;
}

export interface SeriesPoint<T> {
  /** Since 1970, as a bigint; 0 to 2^63 - 1. */
  readonly timeNs: bigint;
  /** Names the point within its key, whatever its time. */
  readonly id: string;
  readonly value: T;
}

export interface SeriesRange {
  /** Included. Default: from the first point on. */
  readonly fromNs?: bigint;
  /** Not included. Default: to the last point. */
  readonly toNs?: bigint;
  /** 1 to `MAX_RANGE_POINTS`. */
  readonly limit: number;
  readonly cursor?: string;
  /** By time, then id. Default `asc`. */
  readonly order?: "asc" | "desc";
}

export interface SeriesPage<T> {
  readonly points: readonly SeriesPoint<T>[];
  readonly nextCursor?: string;
}

/** Points of many keys (an asset's features, a sensor's readings), each read by time. Points are never changed. */
export interface Series<T extends JsonOf<T>> {
  /**
   * Stores the points that are not there yet and returns how many these were. The same point again is harmless.
   * @throws DuplicateKey when an id of this key is taken by a point of another time or value. All other points of the call are stored.
   */
  append(key: string, points: readonly SeriesPoint<T>[]): Promise<number>;
  range(key: string, range: SeriesRange): Promise<SeriesPage<T>>;
  count(key: string): Promise<number>;
  /** The latest point by time, then id. */
  last(key: string): Promise<SeriesPoint<T> | undefined>;
}

export interface DocumentStore {
  /** Creates the collection and its indexes where needed; an index whose definition changed is built anew. */
  collection<T extends JsonOf<T>>(spec: CollectionSpec): Promise<Collection<T>>;
  /** A name may serve a collection and a series; they do not meet. */
  series<T extends JsonOf<T>>(name: string): Promise<Series<T>>;
  /** Resolves when the engine answers. @throws StoreUnavailable */
  ping(): Promise<void>;
  /** Idempotent. Every later call rejects with StoreUnavailable. */
  close(): Promise<void>;
}
