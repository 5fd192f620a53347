/** What is known of a blob without reading it. */
export interface BlobInfo {
  readonly key: string;
  readonly bytes: number;
  /** Of the content, 64 hexadecimal digits. */
  readonly sha256: string;
}

export interface BlobListing {
  /** Leading segments of the keys, such as `acquisitions/default`. Default: all blobs. */
  readonly prefix?: string;
  /** 1 to `MAX_BLOB_PAGE`. */
  readonly limit: number;
  /** `nextCursor` of a page with the same prefix. */
  readonly cursor?: string;
}

export interface BlobPage {
  readonly keys: readonly string[];
  /** Left out on the last page. */
  readonly nextCursor?: string;
}

/**
 * Large values that are written once, by key. A key is one to sixteen segments joined by `/`; a segment has 1 to 200 of `A-Z a-z 0-9 _ - = .`
 * and does not start with a dot.
 *
 * A write is whole, durable and readable when its promise resolves; a crash before leaves nothing that a reader could see. Every call may
 * reject with `StoreUnavailable` (no room, no database, no rights): the caller then repeats it. Content is held against its checksum at
 * each read: what is stored and is not what was written is a ServiceError `internal` with reason `data_loss`, which no repetition mends.
 */
export interface BlobStore {
  /**
   * Stores the content, or makes sure that it is there: what is there already is read and checked, and replaced if it is damaged.
   * @param facts.sha256 the content's checksum where the caller has it; it is taken as given
   * @throws ServiceError `already_exists` when the key holds other content
   */
  put(key: string, content: Uint8Array, facts?: { readonly sha256?: string }): Promise<BlobInfo>;
  /** Undefined where there is no such blob. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** Does not read the content, so it finds only damage that shows from outside. */
  head(key: string): Promise<BlobInfo | undefined>;
  /** False when there was none. */
  delete(key: string): Promise<boolean>;
  /** Each blob once, in an order that stays the same. What is put or deleted meanwhile hides or repeats no other. */
  list(listing: BlobListing): Promise<BlobPage>;
  /** Resolves when the engine answers. */
  ping(): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}
