import { type Db, MongoClient } from "mongodb";
import type { CollectionEngine, Engine, SeriesEngine } from "../engine.js";
import type { CollectionSpec } from "../port.js";
import { mongoClientOptions } from "./mongo-client-options.js";
import { MongoCollection } from "./mongo-collection.js";
import { guarded } from "./mongo-errors.js";
import type { MongoDocument } from "./mongo-filter.js";
import { ensureMongoIndex, mongoIndex } from "./mongo-indexes.js";
import { type MongoPoint, MongoSeries, SERIES_INDEX } from "./mongo-series.js";

/**
 * The production engine.
 * @throws StoreUnavailable when no primary is found; the driver's own error when the connection string is wrong.
 */
export async function openMongoEngine(url: string, database: string): Promise<Engine> {
  const client = new MongoClient(url, mongoClientOptions(url));
  const engine = new MongoEngine(client, client.db(database));
  try {
    await engine.ping();
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

class MongoEngine implements Engine {
  constructor(
    private readonly client: MongoClient,
    private readonly db: Db,
  ) {}

  async openCollection(spec: CollectionSpec): Promise<CollectionEngine> {
    const collection = this.db.collection<MongoDocument>(spec.name);
    for (const index of spec.indexes) await guarded(spec.name, () => ensureMongoIndex(collection, mongoIndex(index)));
    return new MongoCollection(spec, collection);
  }

  async openSeries(name: string): Promise<SeriesEngine> {
    // No collection of the port has a dot in its name.
    const collection = this.db.collection<MongoPoint>(`series.${name}`);
    await guarded(name, () => ensureMongoIndex(collection, SERIES_INDEX));
    return new MongoSeries(name, collection);
  }

  async ping(): Promise<void> {
    await guarded("ping", () => this.db.command({ ping: 1 }));
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}
