import type { Collection } from "@phm/service-kit";
import { type BrokenChain, type ChainEnd, ChainWalk, EMPTY } from "./audit-chain.js";
import type { AuditEntry } from "./audit-entry.js";
import type { AuditCollections } from "./audit-log.js";
import { blockId, type StoredBlock } from "./stored-block.js";

export interface AuditFilter {
  readonly who?: string;
  readonly asset?: string;
  /** RFC 3339 in UTC: from, included, and before. */
  readonly from?: string;
  readonly to?: string;
  /** Only what was seen of other organisations. */
  readonly onlyForeign?: boolean;
  /** Only what other organisations were shown. */
  readonly onlyOthers?: boolean;
}

export interface ListedEntry {
  readonly sequence: number;
  readonly entry: AuditEntry;
}

export interface AuditPage {
  readonly entries: readonly ListedEntry[];
  readonly nextCursor?: string;
}

/** What a chain is found to be. */
export interface ChainState {
  /** Before its first block: what retention has left of those before. */
  readonly start: ChainEnd;
  readonly end: ChainEnd;
  readonly entryCount: number;
  readonly broken?: BrokenChain;
  /** Whether a block that somebody has written down is still what it was; absent where none is asked for, or it is too old to be kept. */
  readonly holdsHead?: boolean;
}

const BLOCKS_A_READ = 200;
/** A page reads so many blocks at most; where they hold too few entries that fit, it says where to go on. */
const MAX_BLOCKS_A_PAGE = 2_000;
const CURSOR = /^(\d{1,12})\.(\d{1,4})$/;

/** Reads the chains of owners. */
export class AuditBook {
  constructor(private readonly collections: AuditCollections) {}

  /** Newest first. @param cursor `nextCursor` of the page before; empty for the first. An unreadable one begins anew. */
  async list(
    owner: string,
    filter: AuditFilter,
    { limit, cursor }: { readonly limit: number; readonly cursor: string },
  ): Promise<AuditPage> {
    const blocks = await this.collections.blocks();
    const [, sequence, index] = CURSOR.exec(cursor) ?? [];
    let before = sequence === undefined ? Number.MAX_SAFE_INTEGER : Number(sequence) + 1;
    let skip = index === undefined ? 0 : Number(index);
    const entries: ListedEntry[] = [];
    for (let read = 0; read < MAX_BLOCKS_A_PAGE; read += BLOCKS_A_READ) {
      const found = await blocksBefore(blocks, owner, before);
      for (const block of found) {
        const newest = [...block.entries].reverse();
        for (const [place, entry] of newest.entries()) {
          if (place < skip || !fits(entry, owner, filter)) continue;
          if (entries.length === limit) return { entries, nextCursor: `${block.sequence}.${place}` };
          entries.push({ sequence: block.sequence, entry });
        }
        skip = 0;
        before = block.sequence;
      }
      const oldest = found.at(-1);
      if (!oldest || found.length < BLOCKS_A_READ || isOlder(oldest, filter)) return { entries };
    }
    return { entries, nextCursor: `${before - 1}.0` };
  }

  /** Computes a whole chain again. @param head a block as somebody outside has written it down */
  async verify(owner: string, head?: ChainEnd): Promise<ChainState> {
    const blocks = await this.collections.blocks();
    const start = (await (await this.collections.anchors()).get(owner))?.value ?? EMPTY;
    const walk = new ChainWalk(start);
    let entryCount = 0;
    let cursor: string | undefined;
    do {
      const where = { owner, sequence: { gt: start.sequence } };
      const sort = [{ field: "sequence", direction: "asc" as const }];
      const page = await blocks.query({ where, sort, limit: BLOCKS_A_READ, ...(cursor === undefined ? {} : { cursor }) });
      for (const { value } of page.items) {
        if (!walk.follow(value)) break;
        entryCount += value.entries.length;
      }
      cursor = walk.broken ? undefined : page.nextCursor;
    } while (cursor !== undefined);
    const holdsHead = head && (await this.holds(owner, head, start));
    return {
      start,
      end: walk.end,
      entryCount,
      ...(walk.broken && { broken: walk.broken }),
      ...(holdsHead !== undefined && { holdsHead }),
    };
  }

  private async holds(owner: string, head: ChainEnd, start: ChainEnd): Promise<boolean | undefined> {
    if (head.sequence === start.sequence) return head.hash === start.hash;
    if (head.sequence < start.sequence) return undefined;
    const block = await (await this.collections.blocks()).get(blockId(owner, head.sequence));
    return block?.value.hash === head.hash;
  }
}

async function blocksBefore(blocks: Collection<StoredBlock>, owner: string, before: number): Promise<StoredBlock[]> {
  const where = { owner, sequence: { lt: before } };
  const { items } = await blocks.query({ where, sort: [{ field: "sequence", direction: "desc" }], limit: BLOCKS_A_READ });
  return items.map(({ value }) => value);
}

function fits(entry: AuditEntry, owner: string, { who, asset, from, to, onlyForeign, onlyOthers }: AuditFilter): boolean {
  if (who !== undefined && entry.who !== who) return false;
  if (asset !== undefined && entry.asset !== asset) return false;
  if (onlyForeign && entry.owner === owner) return false;
  if (onlyOthers && entry.organisation === owner) return false;
  return (from === undefined || entry.time >= from) && (to === undefined || entry.time < to);
}

/** Whether a block and all before it lie before the time that is asked for: entries of a block are from the same seconds. */
function isOlder({ lastTime }: StoredBlock, { from }: AuditFilter): boolean {
  return from !== undefined && lastTime < from;
}
