/** A blob as an engine finds it: what was noted when it was written beside what is there. Nothing is checked yet. */
export interface FoundBlob {
  readonly sha256: string;
  readonly bytes: number;
  readonly content: Uint8Array;
}

/** What can be told of a blob from outside; `storedBytes` is what is really there. */
export interface FoundInfo {
  readonly sha256: string;
  readonly bytes: number;
  readonly storedBytes: number;
}

/** Something is stored, but not a blob that can be read. */
export class DamagedBlob extends Error {
  override readonly name = "DamagedBlob";
}

/**
 * What an engine must do itself; keys are checked, and checksums made and compared, above it in `CheckedBlobs`.
 * Engines reject with StoreUnavailable when they cannot answer and with DamagedBlob when what is there cannot be read as a blob.
 */
export interface BlobEngine {
  read(key: string): Promise<FoundBlob | undefined>;
  stat(key: string): Promise<FoundInfo | undefined>;
  /** Durable when it resolves; all or nothing. May find the key taken by another writer, or replace its blob. */
  write(key: string, sha256: string, content: Uint8Array): Promise<"stored" | "taken">;
  remove(key: string): Promise<boolean>;
  /** Up to `limit` keys below the prefix, after the position that an earlier call gave. */
  list(prefix: string | undefined, after: string | undefined, limit: number): Promise<readonly string[]>;
  ping(): Promise<void>;
  close(): Promise<void>;
}
