export { type JsonObject, type JsonOf, type JsonValue, MAX_JSON_BYTES, MAX_JSON_DEPTH } from "./json.js";
export { openStore, type StoreOptions } from "./open-store.js";
export type {
  Collection,
  CollectionSpec,
  DocumentStore,
  IndexSpec,
  Page,
  Query,
  Range,
  Scalar,
  Series,
  SeriesPage,
  SeriesPoint,
  SeriesRange,
  SortKey,
  Stored,
  Where,
} from "./port.js";
export { MAX_PAGE_ITEMS } from "./query-plan.js";
export { DuplicateKey, StoreUnavailable, VersionConflict } from "./store-errors.js";
export { MAX_RANGE_POINTS } from "./stored-series.js";
