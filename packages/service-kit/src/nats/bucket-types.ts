import type { KvEntry } from "@nats-io/kv";

export interface BucketOptions {
  /** Every key lapses this long after its last write, ms. Default: never. (Single keys cannot have their own: servers before 2.11 ignore it.) */
  readonly ttlMs?: number;
  /** Largest value, bytes. Default: 1 MiB. */
  readonly maxValueBytes?: number;
  /** Budget of the bucket, bytes; a full bucket refuses writes. Default: 64 MiB. */
  readonly maxBytes?: number;
}

export interface BucketEntry {
  readonly key: string;
  /** Undefined where the key has been deleted. */
  readonly value: Uint8Array | undefined;
  readonly revision: number;
}

export interface BucketWatch {
  /** Resolves when every value that was there at the beginning has been given to `onEntry`. */
  readonly initialised: Promise<void>;
  stop(): void;
}

/** A key-value bucket. All failures are `ServiceError`. */
export interface Bucket {
  /** Undefined where there is no value. */
  get(key: string): Promise<BucketEntry | undefined>;
  /** Writes whatever is there. Gives the revision. */
  put(key: string, value: Uint8Array): Promise<number>;
  /** @throws ServiceError `already_exists` where there is a value */
  create(key: string, value: Uint8Array): Promise<number>;
  /** @throws ServiceError `conflict` where the value is not that of the revision any more */
  update(key: string, value: Uint8Array, revision: number): Promise<number>;
  /** @param revision where given, only that one is deleted, else `conflict` */
  delete(key: string, revision?: number): Promise<void>;
  /** Calls `onEntry` for every value and then for every change, in order, also across reconnects. @param filter key or pattern, default all */
  watch(onEntry: (entry: BucketEntry) => void, filter?: string): BucketWatch;
}

export function bucketEntry({ key, value, revision, operation }: KvEntry): BucketEntry {
  return { key, value: operation === "PUT" ? value : undefined, revision };
}
