import type { Scalar } from "./port.js";

/** A document's id, a unique key or a series point's id is taken by other content. */
export class DuplicateKey extends Error {
  override readonly name = "DuplicateKey";
  readonly code = "already_exists";
  readonly retryable = false;
  constructor(
    readonly collection: string,
    /** The unique index's name, or `id`. */
    readonly index: string,
    readonly key: Readonly<Record<string, Scalar>>,
  ) {
    super(`${collection}: ${JSON.stringify(key)} is taken (index ${index})`);
  }
}

/** The document has changed since it was read: read it again, decide again, put again. */
export class VersionConflict extends Error {
  override readonly name = "VersionConflict";
  readonly code = "version_conflict";
  readonly retryable = false;
  constructor(
    readonly collection: string,
    readonly id: string,
    readonly expected: number,
    /** 0: there is no such document. Read just after the write failed, so it may be newer than what made it fail. */
    readonly found: number,
  ) {
    super(`${collection}: ${JSON.stringify(id)} has version ${found}, expected ${expected}`);
  }
}

/** The engine could not answer now: busy, disk full, connection lost, closed. `cause` is the engine's own error, for logs only. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable";
  readonly code = "unavailable";
  readonly retryable = true;
}
