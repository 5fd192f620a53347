import { type KV, Kvm } from "@nats-io/kv";
import { nanos } from "@nats-io/transport-node";
import { ServiceError } from "../errors/service-error.js";
import { type Bucket, type BucketOptions, bucketEntry } from "./bucket-types.js";
import { BucketWatcher } from "./bucket-watcher.js";
import type { NatsLink } from "./nats-link.js";

const DEFAULT_MAX_VALUE_BYTES = 1024 * 1024;
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** Opens the bucket, makes it where it is missing, and changes its limits to what is wanted. */
export async function openBucket(link: NatsLink, name: string, options: BucketOptions = {}): Promise<Bucket> {
  const kv = await asServiceError(makeBucket(link, name, options));
  return {
    get: async (key) => {
      const entry = await asServiceError(kv.get(key));
      return entry?.operation === "PUT" ? bucketEntry(entry) : undefined;
    },
    put: (key, value) => asServiceError(kv.put(key, value)),
    create: (key, value) =>
      asServiceError(kv.create(key, value)).catch((error: ServiceError) => Promise.reject(asAlreadyExists(name, key, error))),
    update: (key, value, revision) => asServiceError(kv.update(key, value, revision)),
    delete: (key, revision) => asServiceError(kv.delete(key, revision === undefined ? {} : { previousSeq: revision })),
    watch: (onEntry, filter = ">") => new BucketWatcher(link, kv, filter, onEntry),
  };
}

async function makeBucket(link: NatsLink, name: string, options: BucketOptions): Promise<KV> {
  const ttlMs = options.ttlMs ?? 0;
  const max_bytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  const maxValueSize = options.maxValueBytes ?? DEFAULT_MAX_VALUE_BYTES;
  const kv = await new Kvm(link.jetstream).create(name, { history: 1, ttl: ttlMs, max_bytes, maxValueSize });
  const { streamInfo } = await kv.status();
  const wanted = { max_age: nanos(ttlMs), max_bytes, max_msg_size: maxValueSize };
  const { config } = streamInfo;
  if (config.max_age !== wanted.max_age || config.max_bytes !== max_bytes || config.max_msg_size !== maxValueSize) {
    await link.manager.streams.update(config.name, {
      ...wanted,
      duplicate_window: Math.min(config.duplicate_window, wanted.max_age || config.duplicate_window),
    });
  }
  return kv;
}

function asServiceError<T>(work: Promise<T>): Promise<T> {
  return work.catch((error) => {
    throw ServiceError.from(error);
  });
}

function asAlreadyExists(bucket: string, key: string, error: ServiceError): ServiceError {
  if (error.code !== "conflict") return error;
  return new ServiceError("already_exists", `bucket ${bucket} has a value for ${key}`, {
    field: "key",
    value: key,
    limit: "a key without value",
    cause: error,
  });
}
