import { type Collection, type Document, type Filter, MongoBulkWriteError } from "mongodb";
import type { RangePlan, SeriesEngine, SeriesRow } from "../engine.js";
import type { JsonDocument, JsonValue } from "../json.js";
import { StoreUnavailable } from "../store-errors.js";
import { guarded, isDuplicateKey } from "./mongo-errors.js";

export interface MongoPoint extends Document {
  _id: string;
  key: string;
  time: string;
  id: string;
  value: JsonValue;
}

/** For range reads of one key; the order is total. */
export const SERIES_INDEX = { name: "by_time", key: { key: 1, time: 1, id: 1 } } as const;

/**
 * One document a point, its `_id` made of key and id: the server itself then refuses a second point of that id, whoever
 * writes at the same time, and an insert is idempotent without a transaction.
 *
 * Buckets of many points were weighed and left: an id must be unique over all buckets of its key whatever its time, a
 * bucket must stay under 16 MiB while one point may take 2 (12 as BSON), and late points re-open closed buckets. Each of these needs a
 * second write or a rule on how full a bucket may get that two concurrent writers can break. What buckets save is mostly
 * index entries; the storage engine's block compression already takes out what neighbouring points have in common.
 */
export class MongoSeries implements SeriesEngine {
  constructor(
    private readonly name: string,
    private readonly collection: Collection<MongoPoint>,
  ) {}

  async insertMissing(key: string, rows: readonly (SeriesRow & { readonly document: JsonDocument })[]): Promise<SeriesRow[]> {
    const points = rows.map(({ time, id, value }) => ({ _id: pointId(key, id), key, time, id, value }));
    const taken = await this.guarded(() => this.insertUnordered(points));
    if (taken.length === 0) return [];
    // A point that another writer has just stored may not have reached the majority yet, so it is read from the primary.
    return this.guarded(() => this.collection.find({ _id: { $in: taken } }, { readConcern: { level: "local" } }).toArray());
  }

  async scan(key: string, { from, to, after, order, limit }: RangePlan): Promise<SeriesRow[]> {
    const direction = order === "asc" ? 1 : -1;
    const parts: Filter<MongoPoint>[] = [{ key: { $eq: key } }];
    if (from !== undefined) parts.push({ time: { $gte: from } });
    if (to !== undefined) parts.push({ time: { $lt: to } });
    if (after) parts.push(order === "asc" ? laterThan(after) : earlierThan(after));
    const cursor = this.collection.find({ $and: parts }).sort({ time: direction, id: direction }).limit(limit);
    return this.guarded(() => cursor.toArray());
  }

  async count(key: string): Promise<number> {
    return this.guarded(() => this.collection.countDocuments({ key: { $eq: key } }));
  }

  /** Inserts what is free and returns the `_id`s that were taken. */
  private async insertUnordered(points: readonly MongoPoint[]): Promise<string[]> {
    try {
      await this.collection.insertMany(points, { ordered: false });
      return [];
    } catch (error) {
      if (!(error instanceof MongoBulkWriteError)) throw error;
      const unconfirmed = error.result.getWriteConcernError();
      if (unconfirmed) throw new StoreUnavailable(`${this.name}: ${unconfirmed.errmsg ?? "not confirmed"}`, { cause: error });
      const failures = [error.writeErrors].flat();
      if (!failures.every(isDuplicateKey)) throw error;
      return failures.map(({ index }) => (points[index] as MongoPoint)._id);
    }
  }

  private guarded<R>(command: () => Promise<R>): Promise<R> {
    return guarded(this.name, command);
  }
}

/** Neither part can hold a control character, so the line feed separates them without doubt. */
function pointId(key: string, id: string): string {
  return `${key}\n${id}`;
}

/** The bound on `time` alone is implied by the rest; it lets the index start at the right place. */
function laterThan({ time, id }: { time: string; id: string }): Filter<MongoPoint> {
  return { time: { $gte: time }, $or: [{ time: { $gt: time } }, { id: { $gt: id } }] };
}

function earlierThan({ time, id }: { time: string; id: string }): Filter<MongoPoint> {
  return { time: { $lte: time }, $or: [{ time: { $lt: time } }, { id: { $lt: id } }] };
}
