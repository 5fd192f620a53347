import type { RangePlan, SeriesEngine, SeriesRow } from "../engine.js";
import type { JsonDocument, JsonValue } from "../json.js";
import { rowChecksum } from "./row-checksum.js";
import type { SqliteConnection, SqlRow, SqlValue } from "./sqlite-connection.js";
import type { SqliteGroupCommit } from "./sqlite-group-commit.js";
import { ensureSeriesTable } from "./sqlite-tables.js";

/** One table, one row a point; rows of a key lie side by side in the index by time. */
export class SqliteSeries implements SeriesEngine {
  private readonly table: string;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly writes: SqliteGroupCommit,
    name: string,
  ) {
    this.table = connection.immediately(() => ensureSeriesTable(connection, name));
  }

  async insertMissing(key: string, rows: readonly (SeriesRow & { readonly document: JsonDocument })[]): Promise<SeriesRow[]> {
    const insert = `INSERT INTO ${this.table} (key, id, time, body, crc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
    const add = ({ id, time, document: { text } }: (typeof rows)[number]) =>
      this.connection.run(insert, key, id, time, text, rowChecksum(key, id, time, text));
    return this.writes.write(() =>
      rows
        .filter((row) => add(row) === 0)
        .flatMap((row) => this.connection.all(`SELECT time, id, body FROM ${this.table} WHERE key = ? AND id = ?`, key, row.id).map(toRow)),
    );
  }

  async scan(key: string, { from, to, after, order, limit }: RangePlan): Promise<SeriesRow[]> {
    const ascending = order === "asc";
    const parts: [condition: string, ...values: SqlValue[]][] = [["key = ?", key]];
    if (from !== undefined) parts.push(["time >= ?", from]);
    if (to !== undefined) parts.push(["time < ?", to]);
    if (after) parts.push([`(time, id) ${ascending ? ">" : "<"} (?, ?)`, after.time, after.id]);
    const where = parts.map(([condition]) => condition).join(" AND ");
    const values = parts.flatMap(([, ...bound]) => bound);
    const direction = ascending ? "ASC" : "DESC";
    const sql = `SELECT time, id, body FROM ${this.table} WHERE ${where} ORDER BY time ${direction}, id ${direction} LIMIT ?`;
    return this.connection.all(sql, ...values, limit).map(toRow);
  }

  async count(key: string): Promise<number> {
    const [row] = this.connection.all(`SELECT COUNT(*) AS points FROM ${this.table} WHERE key = ?`, key);
    return row?.points as number;
  }
}

function toRow({ time, id, body }: SqlRow): SeriesRow {
  return { time: time as string, id: id as string, value: JSON.parse(body as string) as JsonValue };
}
