import type { SqliteConnection } from "./sqlite-connection.js";

/** Holds `rowChecksum`; null in rows that were written before there were any. */
const CHECKSUM_COLUMN = "crc";

/** Makes the table of a collection where missing; returns its name. Within a transaction. */
export function ensureCollectionTable(connection: SqliteConnection, name: string): string {
  const table = `collection_${name}`;
  connection.run(
    `CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL, ${CHECKSUM_COLUMN} INTEGER) STRICT`,
  );
  ensureChecksumColumn(connection, table);
  return table;
}

/** Makes the table of a series and its index where missing; returns its name. Within a transaction. */
export function ensureSeriesTable(connection: SqliteConnection, name: string): string {
  const table = `series_${name}`;
  connection.run(
    `CREATE TABLE IF NOT EXISTS ${table} (key TEXT NOT NULL, id TEXT NOT NULL, time TEXT NOT NULL, body TEXT NOT NULL, ${CHECKSUM_COLUMN} INTEGER, PRIMARY KEY (key, id)) STRICT`,
  );
  ensureChecksumColumn(connection, table);
  connection.run(`CREATE INDEX IF NOT EXISTS ${table}_by_time ON ${table} (key, time, id)`);
  return table;
}

/** Tables of before the checksums get the column; SQLite does that without touching a row. */
function ensureChecksumColumn(connection: SqliteConnection, table: string): void {
  const columns = connection.all(`SELECT name FROM pragma_table_info('${table}')`);
  if (!columns.some(({ name }) => name === CHECKSUM_COLUMN)) connection.run(`ALTER TABLE ${table} ADD COLUMN ${CHECKSUM_COLUMN} INTEGER`);
}
