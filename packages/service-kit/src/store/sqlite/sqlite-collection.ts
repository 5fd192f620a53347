import type { CollectionEngine, WriteOutcome } from "../engine.js";
import type { JsonDocument, JsonValue } from "../json.js";
import type { CollectionSpec, IndexSpec, Stored } from "../port.js";
import type { Condition, QueryPlan } from "../query-plan.js";
import type { SqliteConnection, SqlRow } from "./sqlite-connection.js";
import { sqliteCode } from "./sqlite-errors.js";
import type { SqliteGroupCommit } from "./sqlite-group-commit.js";
import { fieldSql, orderSql, whereSql } from "./sqlite-sql.js";

/** One table: id, version, and the document as JSON text with expression indexes into it. */
export class SqliteCollection implements CollectionEngine {
  private readonly table: string;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly writes: SqliteGroupCommit,
    spec: CollectionSpec,
  ) {
    this.table = `collection_${spec.name}`;
    // One transaction, so that processes that start together do not meet half-made tables.
    connection.immediately(() => {
      connection.run(`CREATE TABLE IF NOT EXISTS ${this.table} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT`);
      for (const index of spec.indexes) this.ensureIndex(index);
    });
  }

  async read(id: string): Promise<Stored<JsonValue> | undefined> {
    return this.connection.all(`SELECT id, version, body FROM ${this.table} WHERE id = ?`, id).map(toStored)[0];
  }

  async insert(id: string, document: JsonDocument): Promise<WriteOutcome> {
    return this.write(() => this.connection.run(`INSERT INTO ${this.table} (id, version, body) VALUES (?, 1, ?)`, id, document.text));
  }

  async replace(id: string, document: JsonDocument, expectedVersion: number): Promise<WriteOutcome> {
    const sql = `UPDATE ${this.table} SET version = version + 1, body = ? WHERE id = ? AND version = ?`;
    return this.write(() => this.connection.run(sql, document.text, id, expectedVersion));
  }

  async remove(id: string, expectedVersion?: number): Promise<boolean> {
    const sql = `DELETE FROM ${this.table} WHERE id = ?`;
    return this.writes.write(() =>
      expectedVersion === undefined
        ? this.connection.run(sql, id) > 0
        : this.connection.run(`${sql} AND version = ?`, id, expectedVersion) > 0,
    );
  }

  async find({ conditions, after, order, limit }: QueryPlan): Promise<Stored<JsonValue>[]> {
    const where = whereSql(conditions, after);
    const sql = `SELECT id, version, body FROM ${this.table}${where.text}${orderSql(order)} LIMIT ?`;
    return this.connection.all(sql, ...where.values, limit).map(toStored);
  }

  async count(conditions: readonly Condition[]): Promise<number> {
    const where = whereSql(conditions);
    const [row] = this.connection.all(`SELECT COUNT(*) AS documents FROM ${this.table}${where.text}`, ...where.values);
    return row?.documents as number;
  }

  private async write(statement: () => number): Promise<WriteOutcome> {
    try {
      return (await this.writes.write(statement)) > 0 ? { kind: "stored" } : { kind: "stale" };
    } catch (error) {
      const code = sqliteCode(error);
      if (code === "SQLITE_CONSTRAINT_PRIMARYKEY") return { kind: "taken", index: "id" };
      if (code === "SQLITE_CONSTRAINT_UNIQUE") return { kind: "taken", index: this.indexIn((error as Error).message) };
      throw error;
    }
  }

  /** SQLite names an expression index that is violated as `index 'NAME'`. */
  private indexIn(message: string): string {
    const name = /index '([^']+)'/.exec(message)?.[1] ?? "";
    return name.slice(this.table.length + 1);
  }

  private ensureIndex({ name, fields, unique = false }: IndexSpec): void {
    const indexName = `${this.table}_${name}`;
    const expressions = fields.map(fieldSql);
    const present = expressions.map((expression) => `${expression} IS NOT NULL`).join(" AND ");
    const sql = unique
      ? `CREATE UNIQUE INDEX ${indexName} ON ${this.table} (${expressions.join(", ")}) WHERE ${present}`
      : `CREATE INDEX ${indexName} ON ${this.table} (${[...expressions, "id"].join(", ")})`;
    const [existing] = this.connection.all("SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?", indexName);
    if (existing?.sql === sql) return;
    if (existing) this.connection.run(`DROP INDEX ${indexName}`);
    this.connection.run(sql);
  }
}

function toStored({ id, version, body }: SqlRow): Stored<JsonValue> {
  return { id: id as string, version: version as number, value: JSON.parse(body as string) as JsonValue };
}
