import { createHash } from "node:crypto";
import { join } from "node:path";
import { keySegments } from "../blob-key.js";

/** No segment of a key starts with it, so that a shard and a key's folder cannot meet. */
export const SHARD_MARK = "+";
const SHARD_DIGITS = 2;

/** Where a blob's file is below the root: its key's folders, one of 256 shards (folders stay small), its last segment. */
export function blobPlace(key: string): string[] {
  const segments = keySegments(key);
  const name = segments.pop() as string;
  const shard = createHash("sha256").update(name).digest("hex").slice(0, SHARD_DIGITS);
  return [...segments, `${SHARD_MARK}${shard}`, name];
}

export function blobFile(root: string, key: string): string {
  return join(root, ...blobPlace(key));
}

/** The inverse of `blobPlace`. */
export function keyAt(place: readonly string[]): string {
  return place.filter((segment) => !segment.startsWith(SHARD_MARK)).join("/");
}
