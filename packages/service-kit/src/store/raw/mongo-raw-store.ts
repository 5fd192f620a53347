import { type Db, type Document, MongoClient } from "mongodb";
import type { JsonValue } from "../json.js";
import { mongoClientOptions } from "../mongo/mongo-client-options.js";
import { guarded } from "../mongo/mongo-errors.js";
import type { RawPage, RawPosition, RawRow, RawStore, RawTable, ReadRow } from "./raw-store.js";

const SERIES_PREFIX = "series.";
const GRIDFS_ENTRIES = ".files";

interface RawDocument extends Document {
  _id: string;
  readonly version?: number;
  readonly key?: string;
  readonly time?: string;
  readonly id?: string;
  readonly value: JsonValue;
}

/** MongoDB keeps checksums of its own blocks and refuses to read a damaged one, so nothing is noted in the documents. */
export async function openMongoRawStore(url: string, database: string): Promise<RawStore> {
  const client = new MongoClient(url, mongoClientOptions(url));
  const store = new MongoRawStore(client, client.db(database));
  try {
    await store.tables();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

class MongoRawStore implements RawStore {
  constructor(
    private readonly client: MongoClient,
    private readonly db: Db,
  ) {}

  async tables(): Promise<readonly RawTable[]> {
    return (await this.collections()).flatMap(tableOf);
  }

  /** GridFS keeps a bucket's entries in a collection of that name. */
  async blobStores(): Promise<readonly string[]> {
    return (await this.collections()).flatMap((name) => (name.endsWith(GRIDFS_ENTRIES) ? [name.slice(0, -GRIDFS_ENTRIES.length)] : []));
  }

  async rows(table: RawTable, limit: number, after?: RawPosition): Promise<RawPage> {
    const filter = after === undefined ? {} : { _id: { $gt: String(after) } };
    const cursor = this.collection(table).find(filter).sort({ _id: 1 }).limit(limit);
    const found = await guarded(table.name, () => cursor.toArray());
    const last = found.at(-1);
    const rows = found.map(table.kind === "collection" ? toDocument : toPoint);
    return found.length === limit && last ? { rows, next: last._id } : { rows };
  }

  async load(table: RawTable, rows: readonly RawRow[]): Promise<void> {
    if (rows.length === 0) return;
    const documents = rows.map(table.kind === "collection" ? fromDocument : fromPoint);
    await guarded(table.name, () => this.collection(table).insertMany(documents));
  }

  async replace(table: RawTable, { id, key = "", version = 1, body: before }: ReadRow, body: string): Promise<boolean> {
    const value = JSON.parse(body) as JsonValue;
    const [filter, change] =
      table.kind === "collection"
        ? [{ _id: id, version }, { $set: { value, version: version + 1 } }]
        : [{ _id: `${key}\n${id}`, value: { $eq: JSON.parse(before) as JsonValue } }, { $set: { value } }];
    const { matchedCount } = await guarded(table.name, () => this.collection(table).updateOne(filter, change));
    return matchedCount > 0;
  }

  /** The storage engine overwrites its free blocks by itself, in time. */
  async compact(): Promise<void> {}

  /** A snapshot session needs a replica set and ends after five minutes: too short for a history of years. */
  async freeze(): Promise<boolean> {
    return false;
  }

  async thaw(): Promise<void> {}

  async structureFaults(): Promise<readonly string[]> {
    return [];
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async collections(): Promise<string[]> {
    const found = await guarded("collections", () => this.db.listCollections({}, { nameOnly: true }).toArray());
    return found.map(({ name }) => name).sort();
  }

  private collection({ kind, name }: RawTable) {
    return this.db.collection<RawDocument>(kind === "series" ? `${SERIES_PREFIX}${name}` : name);
  }
}

/** GridFS and the server itself have names with other dots. */
function tableOf(collection: string): RawTable[] {
  const isSeries = collection.startsWith(SERIES_PREFIX);
  const name = isSeries ? collection.slice(SERIES_PREFIX.length) : collection;
  return name.includes(".") ? [] : [{ kind: isSeries ? "series" : "collection", name }];
}

function toDocument({ _id, version = 1, value }: RawDocument): ReadRow {
  return { id: _id, version, body: JSON.stringify(value), sound: undefined };
}

function toPoint({ key = "", id = "", time = "", value }: RawDocument): ReadRow {
  return { key, id, time, body: JSON.stringify(value), sound: undefined };
}

function fromDocument({ id, version = 1, body }: RawRow): RawDocument {
  return { _id: id, version, value: JSON.parse(body) as JsonValue };
}

/** As the series itself makes the `_id`: see `MongoSeries`. */
function fromPoint({ key = "", id, time = "", body }: RawRow): RawDocument {
  return { _id: `${key}\n${id}`, key, time, id, value: JSON.parse(body) as JsonValue };
}
