import { type AssetRef, assetKey } from "@phm/domain";

/** Virtual partitions. Fixed for ever: an asset's partition is part of its subjects. */
export const PARTITION_COUNT = 64;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const utf8 = new TextEncoder();

/** Which of the virtual partitions an asset belongs to: FNV-1a over `org:site:asset`, 0 to 63. Order is kept within a partition. */
export function partitionOf(ref: AssetRef): number {
  let hash = FNV_OFFSET;
  for (const byte of utf8.encode(assetKey(ref))) hash = Math.imul(hash ^ byte, FNV_PRIME) >>> 0;
  return hash % PARTITION_COUNT;
}

export const PARTITIONS: readonly number[] = Array.from({ length: PARTITION_COUNT }, (_, partition) => partition);
