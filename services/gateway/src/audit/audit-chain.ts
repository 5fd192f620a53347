import { createHash } from "node:crypto";
import type { AuditEntry } from "./audit-entry.js";

/** Entries that were written together, tied to those before by their hash. */
export interface AuditBlock {
  /** Whose chain it is. */
  readonly owner: string;
  /** From 1, without a gap. */
  readonly sequence: number;
  /** Of the block before; of the first `NO_HASH`. */
  readonly previousHash: string;
  readonly entries: readonly AuditEntry[];
  readonly hash: string;
}

/** Where a chain stands: its last block, or the last of those that were deleted for their age. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
}

/** The end of a chain without blocks. */
export const NO_HASH = "0".repeat(64);
export const EMPTY: ChainEnd = { sequence: 0, hash: NO_HASH };

/** Where a chain is broken, and how that shows. */
export interface BrokenChain {
  readonly sequence: number;
  readonly reason: "missing" | "changed" | "reordered";
}

/** The block that follows the end of a chain. */
export function nextBlock(owner: string, end: ChainEnd, entries: readonly AuditEntry[]): AuditBlock {
  const content = { owner, sequence: end.sequence + 1, previousHash: end.hash, entries };
  return { ...content, hash: hashOf(content) };
}

/** SHA-256 of a block's content as JSON with its fields in the order of their names, hexadecimal. */
export function hashOf({ owner, sequence, previousHash, entries }: Omit<AuditBlock, "hash">): string {
  return createHash("sha256").update(canonical({ owner, sequence, previousHash, entries })).digest("hex");
}

/**
 * Follows a chain block by block: each must be the next, name the hash of the one before, and have the hash of its own content.
 * @returns where the chain ends, or where it first breaks
 */
export class ChainWalk {
  #end: ChainEnd;
  #broken: BrokenChain | undefined;

  constructor(start: ChainEnd) {
    this.#end = start;
  }

  /** @returns false where the chain is broken: nothing after that says anything */
  follow(block: AuditBlock): boolean {
    if (this.#broken) return false;
    const { sequence, hash } = this.#end;
    if (block.sequence !== sequence + 1) this.#broken = { sequence: sequence + 1, reason: "missing" };
    else if (block.hash !== hashOf(block)) this.#broken = { sequence: block.sequence, reason: "changed" };
    else if (block.previousHash !== hash) this.#broken = { sequence: block.sequence, reason: "reordered" };
    else this.#end = { sequence: block.sequence, hash: block.hash };
    return this.#broken === undefined;
  }

  get end(): ChainEnd {
    return this.#end;
  }

  get broken(): BrokenChain | undefined {
    return this.#broken;
  }
}

/** JSON with the fields of every object in the order of their names, without those that are undefined. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
