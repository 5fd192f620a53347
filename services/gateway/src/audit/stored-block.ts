import type { CollectionSpec } from "@phm/service-kit";
import type { AuditBlock } from "./audit-chain.js";
import type { AuditEntry } from "./audit-entry.js";

type StoredEntry = { readonly [K in keyof AuditEntry]: AuditEntry[K] };

/** A block as it is kept, under `owner.sequence`: two gateways that write the same one find out by its id. */
export type StoredBlock = Omit<AuditBlock, "entries"> & {
  readonly entries: readonly StoredEntry[];
  /** Of its last entry, RFC 3339 in UTC: retention goes by it. */
  readonly lastTime: string;
};

export const BLOCK_COLLECTION: CollectionSpec = {
  name: "audit_blocks",
  indexes: [
    { name: "by_owner", fields: ["owner", "sequence"] },
    { name: "by_age", fields: ["lastTime"] },
  ],
};

/** Where a chain begins since its oldest blocks were deleted, under its owner. */
export type StoredAnchor = { readonly sequence: number; readonly hash: string };

export const ANCHOR_COLLECTION: CollectionSpec = { name: "audit_anchors", indexes: [] };

const SEQUENCE_DIGITS = 12;

export function blockId(owner: string, sequence: number): string {
  return `${owner}.${String(sequence).padStart(SEQUENCE_DIGITS, "0")}`;
}

export function blockToStored(block: AuditBlock): StoredBlock {
  const { time = "" } = block.entries.at(-1) ?? {};
  return { ...block, lastTime: time };
}
