import type { CollectionEngine, Engine, SeriesEngine } from "../engine.js";
import type { CollectionSpec } from "../port.js";
import { SqliteCollection } from "./sqlite-collection.js";
import { SqliteConnection } from "./sqlite-connection.js";
import { SqliteGroupCommit } from "./sqlite-group-commit.js";
import { SqliteSeries } from "./sqlite-series.js";

/** The embedded engine: one file for a service, which several of its processes may have open at once. */
export async function openSqliteEngine(folder: string, file: string): Promise<Engine> {
  return new SqliteEngine(await SqliteConnection.open(folder, file));
}

class SqliteEngine implements Engine {
  private readonly writes: SqliteGroupCommit;

  constructor(private readonly connection: SqliteConnection) {
    this.writes = new SqliteGroupCommit(connection);
  }

  async openCollection(spec: CollectionSpec): Promise<CollectionEngine> {
    return new SqliteCollection(this.connection, this.writes, spec);
  }

  async openSeries(name: string): Promise<SeriesEngine> {
    return new SqliteSeries(this.connection, this.writes, name);
  }

  /** Reads from the file, not only from memory. */
  async ping(): Promise<void> {
    this.connection.all("SELECT COUNT(*) FROM sqlite_schema");
  }

  async close(): Promise<void> {
    this.writes.commit();
    this.connection.close();
  }
}
