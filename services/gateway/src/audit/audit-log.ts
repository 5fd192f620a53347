import { type Collection, DuplicateKey, type Logger, type Metrics, ServiceError } from "@phm/service-kit";
import { type ChainEnd, EMPTY, nextBlock } from "./audit-chain.js";
import { type AuditEntry, lookKey } from "./audit-entry.js";
import { blockId, blockToStored, type StoredAnchor, type StoredBlock } from "./stored-block.js";

/** Looks at the own records wait so long to be written together; a process that is killed loses those of that time. */
const GATHER_MS = 5_000;
const MAX_BLOCK_ENTRIES = 200;
/** What may wait while the store is away; then nobody looks at anything that could not be told of. */
const MAX_WAITING = 20_000;
/** Two gateways may want the same place in a chain; each failed attempt means that another one got on. */
const MAX_ATTEMPTS = 50;

export interface AuditCollections {
  readonly blocks: () => Promise<Collection<StoredBlock>>;
  readonly anchors: () => Promise<Collection<StoredAnchor>>;
}

/** What waits to be written to one owner's chain. */
interface Waiting {
  readonly owner: string;
  entries: AuditEntry[];
  /** Looks that are counted, by what they have in common. */
  readonly counted: Map<string, AuditEntry>;
  writing: Promise<void> | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Writes who looked at what into the chain of each owner. Entries that come while a block is written go into the next one, together. */
export class AuditLog {
  readonly #waiting = new Map<string, Waiting>();
  readonly #ends = new Map<string, ChainEnd>();
  readonly #entries;
  readonly #blocks;

  constructor(
    private readonly collections: AuditCollections,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.#entries = metrics.counter("audit_entries_total", "Accesses that were written to an audit chain, by decision", ["decision"]);
    this.#blocks = metrics.counter("audit_blocks_total", "Blocks that were appended to audit chains");
    metrics.gauge("audit_waiting_entries", "Accesses that are not in an audit chain yet", [], (gauge) => gauge.set(this.#waitingCount()));
  }

  /** Resolves when the entry is on record: in the owner's chain, and in that of who asked. @throws ServiceError unavailable */
  async record(entry: AuditEntry): Promise<void> {
    await Promise.all(chainsOf(entry).map((owner) => this.#append(owner, entry)));
  }

  /** As `record`, soon, without waiting for it; the same looks are told as one. @throws ServiceError unavailable where too many wait already */
  note(entry: AuditEntry): void {
    if (this.#waitingCount() >= MAX_WAITING) throw unavailable();
    for (const owner of chainsOf(entry)) {
      const waiting = this.#of(owner);
      const key = lookKey(entry);
      const before = waiting.counted.get(key);
      waiting.counted.set(key, before ? { ...before, count: before.count + entry.count } : entry);
      waiting.timer ??= setTimeout(() => this.#flush(waiting).catch((error: unknown) => this.#failed(error)), GATHER_MS).unref();
    }
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    await Promise.all([...this.#waiting.values()].map((waiting) => this.#flush(waiting).catch((error: unknown) => this.#failed(error))));
  }

  #append(owner: string, entry: AuditEntry): Promise<void> {
    const waiting = this.#of(owner);
    if (this.#waitingCount() >= MAX_WAITING) throw unavailable();
    waiting.entries.push(entry);
    return this.#flush(waiting);
  }

  /** Resolves when everything that waits now is on record. */
  async #flush(waiting: Waiting): Promise<void> {
    clearTimeout(waiting.timer);
    waiting.timer = undefined;
    // What is being written was gathered before this entry came; the write after it takes all that waits.
    while (waiting.writing) await waiting.writing.catch(() => {});
    if (waiting.entries.length === 0 && waiting.counted.size === 0) return;
    waiting.writing = this.#write(waiting).finally(() => {
      waiting.writing = undefined;
    });
    await waiting.writing;
  }

  async #write(waiting: Waiting): Promise<void> {
    const batch = [...waiting.entries, ...waiting.counted.values()].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    waiting.entries = [];
    waiting.counted.clear();
    try {
      while (batch.length > 0) {
        const entries = batch.slice(0, MAX_BLOCK_ENTRIES);
        await this.#appendBlock(waiting.owner, entries);
        batch.splice(0, entries.length);
        for (const { decision } of entries) this.#entries.inc({ decision });
      }
    } catch (error) {
      // Nobody is answered that it is on record, and it is not forgotten: the next write takes it along.
      waiting.entries = [...batch, ...waiting.entries];
      throw error;
    }
  }

  async #appendBlock(owner: string, entries: readonly AuditEntry[]): Promise<void> {
    const blocks = await this.collections.blocks();
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const end = this.#ends.get(owner) ?? (await this.#readEnd(owner));
      const block = nextBlock(owner, end, entries);
      try {
        await blocks.insert(blockId(owner, block.sequence), blockToStored(block));
        this.#ends.set(owner, block);
        this.#blocks.inc();
        return;
      } catch (error) {
        // Another gateway has taken the place, or this block was written after all and only the answer was lost.
        this.#ends.delete(owner);
        if (!(error instanceof DuplicateKey)) throw error;
        const standing = await blocks.get(blockId(owner, block.sequence));
        if (standing?.value.hash === block.hash) return;
      }
    }
    throw unavailable();
  }

  async #readEnd(owner: string): Promise<ChainEnd> {
    const blocks = await this.collections.blocks();
    const { items } = await blocks.query({ where: { owner }, sort: [{ field: "sequence", direction: "desc" }], limit: 1 });
    return items[0]?.value ?? (await (await this.collections.anchors()).get(owner))?.value ?? EMPTY;
  }

  #of(owner: string): Waiting {
    const known = this.#waiting.get(owner);
    if (known) return known;
    const waiting: Waiting = { owner, entries: [], counted: new Map(), writing: undefined, timer: undefined };
    this.#waiting.set(owner, waiting);
    return waiting;
  }

  #waitingCount(): number {
    let count = 0;
    for (const { entries, counted } of this.#waiting.values()) count += entries.length + counted.size;
    return count;
  }

  #failed(error: unknown): void {
    this.logger.warn({ err: error }, "accesses could not be written to the audit chain; they wait");
  }
}

/** What another organisation was shown is in both chains: each sees it in its own. */
function chainsOf({ owner, organisation }: AuditEntry): string[] {
  return owner === organisation ? [owner] : [owner, organisation];
}

function unavailable(): ServiceError {
  return new ServiceError("unavailable", "who looks at what cannot be written down now; nothing is shown that could not be told of");
}
