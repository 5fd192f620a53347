import { assetRef, pointId, type Reading, type ReadingQuality } from "@phm/domain";
import { type Collection, type CollectionSpec, type DocumentStore, ServiceError } from "@phm/service-kit";

/** Readings that were taken together, on disk. */
type StoredBatch = {
  /** Its place in the spool, in fixed width. */
  readonly sequence: string;
  readonly readings: readonly StoredReading[];
};

type StoredReading = {
  readonly organisation: string;
  readonly site: string;
  readonly asset: string;
  readonly point: string;
  readonly timeNs: string;
  /** Null where there is none. */
  readonly value: number | null;
  readonly unit: string;
  readonly quality?: ReadingQuality;
  readonly qualityReason?: string;
};

export interface ReadingBatch {
  readonly id: string;
  readonly readings: readonly Reading[];
}

const BATCHES: CollectionSpec = { name: "reading_batches", indexes: [{ name: "by_sequence", fields: ["sequence"] }] };
/** Larger batches are cut, so that none is too large for one request. */
const BATCH_READINGS = 1_000;
const DIGITS = 15;
const DEFAULT_MAX_BATCHES = 1_000_000;

/** Slow readings on disk until ingest has them, oldest first. What `append` has resolved for outlives a kill -9. One process has it for itself. */
export class ReadingSpool {
  private pending: Reading[] = [];
  /** The write under way, and the one that begins after it with all that has come meanwhile. */
  private writing: Promise<void> = Promise.resolve();
  private following: Promise<void> | undefined;

  private constructor(
    private readonly batches: Collection<StoredBatch>,
    private next: number,
    private held: number,
    private readonly maxBatches: number,
  ) {}

  static async open(store: DocumentStore, maxBatches = DEFAULT_MAX_BATCHES): Promise<ReadingSpool> {
    const batches = await store.collection<StoredBatch>(BATCHES);
    const { items } = await batches.query({ sort: [{ field: "sequence", direction: "desc" }], limit: 1 });
    return new ReadingSpool(batches, Number(items[0]?.value.sequence ?? 0) + 1, await batches.count(), maxBatches);
  }

  /** Batches that wait. */
  get waiting(): number {
    return this.held;
  }

  /**
   * What many append at the same time is written together.
   * @throws ServiceError resource_exhausted when it is full: nothing that was taken is given up for it
   */
  append(readings: readonly Reading[]): Promise<void> {
    this.pending.push(...readings);
    const write = () => this.writePending();
    this.following ??= this.writing.then(write, write);
    return this.following;
  }

  /** Resolves when nothing is being written any more, whatever became of it. */
  async written(): Promise<void> {
    await (this.following ?? this.writing).catch(() => undefined);
  }

  private writePending(): Promise<void> {
    const readings = this.pending;
    this.pending = [];
    this.following = undefined;
    this.writing = this.write(readings);
    return this.writing;
  }

  private async write(readings: readonly Reading[]): Promise<void> {
    for (let from = 0; from < readings.length; from += BATCH_READINGS) {
      if (this.held >= this.maxBatches) {
        throw new ServiceError("resource_exhausted", `the spool of readings holds ${this.held} batches`, { reason: "spool_full" });
      }
      const sequence = String(this.next++).padStart(DIGITS, "0");
      await this.batches.insert(sequence, { sequence, readings: readings.slice(from, from + BATCH_READINGS).map(toStored) });
      this.held += 1;
    }
  }

  /** Those that wait the longest. */
  async oldest(limit: number): Promise<ReadingBatch[]> {
    const { items } = await this.batches.query({ sort: [{ field: "sequence", direction: "asc" }], limit });
    return items.map(({ id, value }) => ({ id, readings: value.readings.map(fromStored) }));
  }

  /** Ingest has answered for all of them. */
  async settle(batches: readonly ReadingBatch[]): Promise<void> {
    for (const { id } of batches) if (await this.batches.delete(id)) this.held -= 1;
  }
}

function toStored({ ref, timeNs, value, ...rest }: Reading): StoredReading {
  return { ...ref, ...rest, timeNs: String(timeNs), value: Number.isNaN(value) ? null : value };
}

function fromStored({ organisation, site, asset, point, timeNs, value, ...rest }: StoredReading): Reading {
  return { ...rest, ref: assetRef(organisation, site, asset), point: pointId(point), timeNs: BigInt(timeNs), value: value ?? Number.NaN };
}
