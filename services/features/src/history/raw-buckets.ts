import { storedTime, type TimeNs } from "@phm/domain";
import { type Collection, type DocumentStore, DuplicateKey } from "@phm/service-kit";
import { KEPT_INDEX, type KeptDocument, KeptDocuments } from "../retention/kept-documents.js";
import type { PointRows } from "./point-rows.js";
import { readTable, type StoredTable, storeTable } from "./value-table.js";

/** The rows of one point in one sealed log. Never changed. */
type StoredBucket = StoredTable & {
  readonly first: string;
  readonly last: string;
  readonly featureSet: string;
  readonly times: readonly string[];
  readonly ids: readonly string[];
} & KeptDocument;

export interface Bucket extends PointRows {
  /** Earliest time in it. */
  readonly first: string;
}

const PAGE = 64;

/** The raw feature history: one document for each asset, point and sealed log. */
export class RawBuckets {
  private constructor(
    private readonly buckets: Collection<StoredBucket>,
    private readonly nowNs: () => TimeNs,
  ) {}

  static async open(store: DocumentStore, nowNs: () => TimeNs): Promise<RawBuckets> {
    const indexes = [{ name: "by_time", fields: ["key", "first", "last"] }, KEPT_INDEX];
    return new RawBuckets(await store.collection<StoredBucket>({ name: "feature_buckets", indexes }), nowNs);
  }

  /** As retention sees them. */
  kept(): KeptDocuments<StoredBucket> {
    return new KeptDocuments({
      documents: this.buckets,
      store: () => "raw_features",
      describe: ({ ids, last, packed }) => ({ acquisitions: ids, timeNs: BigInt(last), bytes: packed.length }),
    });
  }

  /** Stores a point's rows of a sealed log. Storing them again changes nothing. */
  async store(key: string, sequence: number, { featureSet, times, ids, table }: PointRows): Promise<void> {
    const sorted = [...times].sort();
    const bucket = {
      key,
      first: sorted[0] as string,
      last: sorted.at(-1) as string,
      featureSet,
      times,
      ids,
      ...storeTable(table),
      keptNs: storedTime(this.nowNs()),
    };
    try {
      await this.buckets.insert(`${key}:${String(sequence).padStart(10, "0")}`, bucket);
    } catch (error) {
      // Stored by an attempt that was broken off after it. The content is the same: a sequence names one content.
      if (!(error instanceof DuplicateKey)) throw error;
    }
  }

  /** The buckets with a row from `from` to before `to` may be among these, by their earliest time. Bounds as stores keep times. */
  async *overlapping(key: string, from: string, to: string | undefined): AsyncGenerator<Bucket> {
    const where = { key, last: { gte: from }, ...(to === undefined ? {} : { first: { lt: to } }) };
    let cursor: string | undefined;
    do {
      const page = await this.buckets.query({
        where,
        sort: [{ field: "first", direction: "asc" }],
        limit: PAGE,
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { value } of page.items) yield { ...value, table: readTable(value, value.ids.length) };
      cursor = page.nextCursor;
    } while (cursor !== undefined);
  }

  /** Whether a row of that acquisition and time is in a sealed log. */
  async has(key: string, time: string, id: string): Promise<boolean> {
    const where = { key, first: { lte: time }, last: { gte: time } };
    let cursor: string | undefined;
    do {
      const page = await this.buckets.query({ where, limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
      if (page.items.some(({ value }) => value.ids.includes(id))) return true;
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return false;
  }
}
