import { type Db, MongoClient, type MongoClientOptions } from "mongodb";
import type { CollectionEngine, Engine, SeriesEngine } from "../engine.js";
import type { CollectionSpec } from "../port.js";
import { MongoCollection } from "./mongo-collection.js";
import { guarded } from "./mongo-errors.js";
import type { MongoDocument } from "./mongo-filter.js";
import { ensureMongoIndex, mongoIndex } from "./mongo-indexes.js";
import { type MongoPoint, MongoSeries, SERIES_INDEX } from "./mongo-series.js";

/** A write is done when a majority has it in its journal; without a majority it fails after this time instead of waiting for ever. */
const WRITE_TIMEOUT_MS = 10_000;
const SOCKET_TIMEOUT_MS = 30_000;
/** Readiness checks wait for this; the driver's own default is 30 s. A connection string that names it wins. */
const SERVER_SELECTION_TIMEOUT_MS = 5_000;

/**
 * The production engine.
 * @throws StoreUnavailable when no primary is found; the driver's own error when the connection string is wrong.
 */
export async function openMongoEngine(url: string, database: string): Promise<Engine> {
  const client = new MongoClient(url, clientOptions(url));
  const engine = new MongoEngine(client, client.db(database));
  try {
    await engine.ping();
  } catch (error) {
    await engine.close();
    throw error;
  }
  return engine;
}

function clientOptions(url: string): MongoClientOptions {
  return {
    writeConcern: { w: "majority", journal: true, wtimeoutMS: WRITE_TIMEOUT_MS },
    readConcern: { level: "majority" },
    readPreference: "primary",
    retryWrites: true,
    socketTimeoutMS: SOCKET_TIMEOUT_MS,
    ...(/[?&]serverSelectionTimeoutMS=/i.test(url) ? {} : { serverSelectionTimeoutMS: SERVER_SELECTION_TIMEOUT_MS }),
  };
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
