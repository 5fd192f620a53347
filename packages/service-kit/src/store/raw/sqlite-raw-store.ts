import { readdir } from "node:fs/promises";
import { checkName } from "../field-path.js";
import type { JsonObject } from "../json.js";
import { pick } from "../pick.js";
import { rowChecksum } from "../sqlite/row-checksum.js";
import { SqliteConnection, type SqlRow } from "../sqlite/sqlite-connection.js";
import { isDamagedFile } from "../sqlite/sqlite-errors.js";
import { ensureCollectionTable, ensureSeriesTable } from "../sqlite/sqlite-tables.js";
import type { RawPage, RawPosition, RawRow, RawStore, RawTable, ReadRow } from "./raw-store.js";

/** As many as anybody reads; SQLite's own default. */
const MAX_FAULTS = 100;

export async function openSqliteRawStore(folder: string, file: string): Promise<RawStore> {
  return new SqliteRawStore(await SqliteConnection.open(folder, file), folder, file.replace(/\.db$/, ""));
}

class SqliteRawStore implements RawStore {
  constructor(
    private readonly connection: SqliteConnection,
    private readonly folder: string,
    private readonly service: string,
  ) {}

  async tables(): Promise<readonly RawTable[]> {
    const found = this.connection.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    return found.flatMap(({ name }) => tableOf(name as string));
  }

  /** Folders `<service>-<name>` beside the file. */
  async blobStores(): Promise<readonly string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && entry.name.startsWith(`${this.service}-`));
    return folders.map(({ name }) => name.slice(this.service.length + 1)).sort();
  }

  async rows({ kind, name }: RawTable, limit: number, after: RawPosition = 0): Promise<RawPage> {
    const own = kind === "collection" ? "version" : "CAST(key AS BLOB) AS key, CAST(time AS BLOB) AS time";
    const checksum = this.hasChecksums(kind, name) ? "crc" : "NULL AS crc";
    // As bytes: what a flipped bit leaves need not be a text.
    const sql = `SELECT rowid AS position, CAST(id AS BLOB) AS id, ${own}, CAST(body AS BLOB) AS body, ${checksum} FROM ${kind}_${checkName("table", name)} WHERE rowid > ? ORDER BY rowid LIMIT ?`;
    const found = this.connection.all(sql, after, limit);
    const last = found.at(-1);
    const rows = found.map(kind === "collection" ? toDocument : toPoint);
    return found.length === limit && last ? { rows, next: last.position as number } : { rows };
  }

  async load({ kind, name }: RawTable, rows: readonly RawRow[]): Promise<void> {
    const add = kind === "collection" ? this.addDocuments : this.addPoints;
    this.connection.immediately(() => add.call(this, checkName("table", name), rows));
  }

  async replace({ kind, name }: RawTable, row: ReadRow, body: string): Promise<boolean> {
    const table = `${kind}_${checkName("table", name)}`;
    return this.connection.immediately(() => {
      if (kind === "series") {
        const { key = "", id, time = "" } = row;
        const sql = `UPDATE ${table} SET body = ?, crc = ? WHERE key = ? AND id = ? AND body = ?`;
        return this.connection.run(sql, body, rowChecksum(key, id, time, body), key, id, row.body) > 0;
      }
      const { id, version = 1 } = row;
      const sql = `UPDATE ${table} SET body = ?, crc = ?, version = version + 1 WHERE id = ? AND version = ?`;
      const replaced = this.connection.run(sql, body, rowChecksum(id, body), id, version) > 0;
      if (replaced) this.renewExcerpts(table, id, body);
      return replaced;
    });
  }

  /** Old bodies lie in free pages and in the write-ahead log until these are written anew. */
  async compact(): Promise<void> {
    this.connection.run("VACUUM");
    this.connection.all("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  /** The first read after BEGIN pins what this connection sees. */
  async freeze(): Promise<boolean> {
    this.connection.run("BEGIN");
    this.connection.all("SELECT COUNT(*) FROM sqlite_schema");
    return true;
  }

  async thaw(): Promise<void> {
    if (this.connection.inTransaction) this.connection.run("ROLLBACK");
  }

  async structureFaults(): Promise<readonly string[]> {
    try {
      const found = this.connection.all(`PRAGMA integrity_check(${MAX_FAULTS})`).map((row) => String(Object.values(row)[0]));
      return found.length === 1 && found[0] === "ok" ? [] : found;
    } catch (error) {
      if (isDamagedFile(error)) return [(error as Error).message];
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.thaw();
    this.connection.close();
  }

  /** An excerpt repeats some of the body's own fields: see `SqliteExcerpt`. */
  private renewExcerpts(table: string, id: string, body: string): void {
    const columns = this.connection.all(`SELECT name FROM pragma_table_info('${table}') WHERE name LIKE 'excerpt!_%' ESCAPE '!'`);
    for (const { name } of columns) {
      const [row] = this.connection.all(`SELECT ${name} AS excerpt FROM ${table} WHERE id = ?`, id);
      if (typeof row?.excerpt !== "string") continue;
      const excerpt = pick(JSON.parse(body) as JsonObject, Object.keys(JSON.parse(row.excerpt) as JsonObject));
      this.connection.run(`UPDATE ${table} SET ${name} = ? WHERE id = ?`, JSON.stringify(excerpt), id);
    }
  }

  private hasChecksums(kind: RawTable["kind"], name: string): boolean {
    return this.connection.all(`SELECT 1 FROM pragma_table_info('${kind}_${checkName("table", name)}') WHERE name = 'crc'`).length > 0;
  }

  private addDocuments(name: string, rows: readonly RawRow[]): void {
    const sql = `INSERT INTO ${ensureCollectionTable(this.connection, name)} (id, version, body, crc) VALUES (?, ?, ?, ?)`;
    for (const { id, version = 1, body } of rows) this.connection.run(sql, id, version, body, rowChecksum(id, body));
  }

  private addPoints(name: string, rows: readonly RawRow[]): void {
    const sql = `INSERT INTO ${ensureSeriesTable(this.connection, name)} (key, id, time, body, crc) VALUES (?, ?, ?, ?, ?)`;
    for (const { key = "", id, time = "", body } of rows) this.connection.run(sql, key, id, time, body, rowChecksum(key, id, time, body));
  }
}

function tableOf(table: string): RawTable[] {
  const [, kind, name] = /^(collection|series)_(.+)$/.exec(table) ?? [];
  return kind === undefined || name === undefined ? [] : [{ kind: kind as RawTable["kind"], name }];
}

function toDocument(row: SqlRow): ReadRow {
  const [id, body] = [bytesOf(row.id), bytesOf(row.body)];
  return { id: textOf(id), version: row.version as number, body: textOf(body), sound: soundness(row.crc, id, body) };
}

function toPoint(row: SqlRow): ReadRow {
  const [key, id, time, body] = [bytesOf(row.key), bytesOf(row.id), bytesOf(row.time), bytesOf(row.body)];
  const texts = { key: textOf(key), id: textOf(id), time: textOf(time), body: textOf(body) };
  return { ...texts, sound: soundness(row.crc, key, id, time, body) };
}

function bytesOf(value: unknown): Uint8Array {
  return new Uint8Array(value as ArrayBuffer | Uint8Array);
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();
}

function soundness(checksum: unknown, ...texts: readonly Uint8Array[]): boolean | undefined {
  if (checksum !== null && checksum !== undefined) return rowChecksum(...texts) === Number(checksum);
  return isJson(textOf(texts.at(-1) as Uint8Array)) ? undefined : false;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
