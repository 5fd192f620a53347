import type { Engine } from "./engine.js";
import { checkName, checkSpec } from "./field-path.js";
import type { JsonOf } from "./json.js";
import type { Collection, CollectionSpec, DocumentStore, Series } from "./port.js";
import { StoredCollection } from "./stored-collection.js";
import { StoredSeries } from "./stored-series.js";

export interface StoreOptions {
  /** Given: MongoDB, with the driver's connection string. Left out: SQLite. */
  readonly mongoUrl?: string;
  /** MongoDB only: the service's own database. */
  readonly database: string;
  /** SQLite only: the folder, made where missing, and the service's own file in it. */
  readonly folder: string;
  readonly file: string;
}

/**
 * Opens the store that the configuration names; no caller knows which one it got. Only the chosen engine is loaded.
 * @throws StoreUnavailable when it does not answer.
 */
export async function openStore(options: StoreOptions): Promise<DocumentStore> {
  if (options.mongoUrl !== undefined) {
    const { openMongoEngine } = await import("./mongo/mongo-engine.js");
    return new EngineStore(await openMongoEngine(options.mongoUrl, options.database));
  }
  const { openSqliteEngine } = await import("./sqlite/sqlite-engine.js");
  return new EngineStore(await openSqliteEngine(options.folder, options.file));
}

class EngineStore implements DocumentStore {
  constructor(private readonly engine: Engine) {}

  async collection<T extends JsonOf<T>>(spec: CollectionSpec): Promise<Collection<T>> {
    checkSpec(spec);
    return new StoredCollection<T>(spec, await this.engine.openCollection(spec));
  }

  async series<T extends JsonOf<T>>(name: string): Promise<Series<T>> {
    return new StoredSeries<T>(name, await this.engine.openSeries(checkName("series", name)));
  }

  ping(): Promise<void> {
    return this.engine.ping();
  }

  close(): Promise<void> {
    return this.engine.close();
  }
}
