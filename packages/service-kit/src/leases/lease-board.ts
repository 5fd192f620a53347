import type { Bucket, BucketWatch } from "../nats/bucket-types.js";

/** Who owns a partition, as it is written down. */
export interface OwnerEntry {
  readonly owner: string;
  readonly revision: number;
}

export interface LeaseBoardOptions {
  readonly members: Bucket;
  readonly owners: Bucket;
  readonly partitions: readonly number[];
  readonly leaseMs: number;
  /** Monotonic, ms. */
  readonly nowMs: () => number;
  /** Called after every change that others make. */
  readonly onNews: () => void;
}

export const ownerKey = (partition: number): string => String(partition);

const text = (value: Uint8Array): string => new TextDecoder().decode(value);

/**
 * What this process knows of the others: it follows both buckets. The broker does not tell of a key that has lapsed, so a member counts as
 * living until it has written nothing for a lease; before anything is taken from it the broker is asked.
 */
export class LeaseBoard {
  readonly #seen = new Map<string, { readonly owner: string; readonly atMs: number }>();
  readonly #owners = new Map<number, OwnerEntry>();
  /** Revision of what the watch has told last of each partition. */
  readonly #told = new Map<number, number>();
  readonly #watches: BucketWatch[] = [];

  constructor(private readonly options: LeaseBoardOptions) {}

  /** Resolves when all that is written down is known. */
  async open(): Promise<void> {
    const { members, owners, nowMs, onNews } = this.options;
    this.#watches.push(
      members.watch(({ key, value }) => {
        const known = this.#seen.get(key)?.owner;
        if (value) this.#seen.set(key, { owner: text(value), atMs: nowMs() });
        else this.#seen.delete(key);
        // A renewal is no news.
        if (known !== this.#seen.get(key)?.owner) onNews();
      }),
      owners.watch(({ key, value, revision }) => {
        this.#told.set(Number(key), revision);
        if (value) this.#owners.set(Number(key), { owner: text(value), revision });
        else this.#owners.delete(Number(key));
        onNews();
      }),
    );
    await Promise.all(this.#watches.map(({ initialised }) => initialised));
  }

  close(): void {
    for (const watch of this.#watches) watch.stop();
  }

  /** Owners that have written within a lease. */
  living(): string[] {
    const sinceMs = this.options.nowMs() - this.options.leaseMs;
    return [...this.#seen.values()].filter(({ atMs }) => atMs > sinceMs).map(({ owner }) => owner);
  }

  /** The owner of every partition; undefined where none is written down. */
  owners(): Map<number, string | undefined> {
    return new Map(this.options.partitions.map((partition) => [partition, this.#owners.get(partition)?.owner]));
  }

  entry(partition: number): OwnerEntry | undefined {
    return this.#owners.get(partition);
  }

  /** What this process has just written itself: the watch tells of it later, unless it has already told of something newer. */
  noteTaken(partition: number, entry: OwnerEntry): void {
    if (entry.revision > (this.#owners.get(partition)?.revision ?? 0)) this.#owners.set(partition, entry);
  }

  /** What this process has just given back; somebody else may have taken it meanwhile. */
  noteGiven(partition: number, revision: number): void {
    if (this.#owners.get(partition)?.revision === revision) this.#owners.delete(partition);
  }

  /** Asks the broker who owns a partition, where what is known here was refused. */
  async look(partition: number): Promise<void> {
    const told = this.#told.get(partition);
    const entry = await this.options.owners.get(ownerKey(partition));
    // What the watch has told meanwhile is newer than the answer.
    if (this.#told.get(partition) !== told) return;
    if (entry?.value) this.#owners.set(partition, { owner: text(entry.value), revision: entry.revision });
    else this.#owners.delete(partition);
  }

  /** The broker says that it lives, or not, whatever was seen here. */
  noteLiving(owner: string, lives: boolean): void {
    const member = owner.slice(0, owner.indexOf("/"));
    if (lives) this.#seen.set(member, { owner, atMs: this.options.nowMs() });
    else if (this.#seen.get(member)?.owner === owner) this.#seen.delete(member);
  }
}
