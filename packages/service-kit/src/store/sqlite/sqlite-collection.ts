import type { CollectionEngine, WriteOutcome } from "../engine.js";
import type { JsonDocument, JsonValue } from "../json.js";
import type { CollectionSpec, IndexSpec, Stored } from "../port.js";
import type { Condition, QueryPlan } from "../query-plan.js";
import { rowChecksum } from "./row-checksum.js";
import type { SqliteConnection, SqlRow } from "./sqlite-connection.js";
import { sqliteCode } from "./sqlite-errors.js";
import { SqliteExcerpt } from "./sqlite-excerpt.js";
import type { SqliteGroupCommit } from "./sqlite-group-commit.js";
import { fieldSql, orderSql, type Sql, whereSql } from "./sqlite-sql.js";
import { ensureCollectionTable } from "./sqlite-tables.js";

/** One table: id, version, and the document as JSON text with expression indexes into it. */
export class SqliteCollection implements CollectionEngine {
  private readonly table: string;
  private readonly excerpt: SqliteExcerpt;

  constructor(
    private readonly connection: SqliteConnection,
    private readonly writes: SqliteGroupCommit,
    spec: CollectionSpec,
  ) {
    this.table = `collection_${spec.name}`;
    this.excerpt = new SqliteExcerpt(this.table, spec.excerpt ?? []);
    // One transaction, so that processes that start together do not meet half-made tables.
    connection.immediately(() => {
      ensureCollectionTable(connection, spec.name);
      this.excerpt.ensure(connection);
      for (const index of spec.indexes) this.ensureIndex(index);
    });
  }

  async read(id: string): Promise<Stored<JsonValue> | undefined> {
    return this.connection.all(`SELECT id, version, body FROM ${this.table} WHERE id = ?`, id).map(toStored)[0];
  }

  async insert(id: string, { text, value }: JsonDocument): Promise<WriteOutcome> {
    const { columns, values } = this.excerpt.of(value);
    const names = ["id", "version", "body", "crc", ...columns].join(", ");
    const sql = `INSERT INTO ${this.table} (${names}) VALUES (?, 1, ?, ?${", ?".repeat(columns.length)})`;
    return this.write(() => this.connection.run(sql, id, text, rowChecksum(id, text), ...values));
  }

  async replace(id: string, { text, value }: JsonDocument, expectedVersion: number): Promise<WriteOutcome> {
    const { columns, values } = this.excerpt.of(value);
    const sets = ["version = version + 1", ...["body", "crc", ...columns].map((column) => `${column} = ?`)].join(", ");
    const sql = `UPDATE ${this.table} SET ${sets} WHERE id = ? AND version = ?`;
    return this.write(() => this.connection.run(sql, text, rowChecksum(id, text), ...values, id, expectedVersion));
  }

  async remove(id: string, expectedVersion?: number): Promise<boolean> {
    const sql = `DELETE FROM ${this.table} WHERE id = ?`;
    return this.writes.write(() =>
      expectedVersion === undefined
        ? this.connection.run(sql, id) > 0
        : this.connection.run(`${sql} AND version = ?`, id, expectedVersion) > 0,
    );
  }

  async find(plan: QueryPlan): Promise<Stored<JsonValue>[]> {
    const { text, values } = this.findSql(plan);
    return this.connection.all(text, ...values).map(toStored);
  }

  /** A line for each step, such as `SEARCH collection_orders USING INDEX …`. */
  async explain(plan: QueryPlan): Promise<unknown> {
    const { text, values } = this.findSql(plan);
    return this.connection.all(`EXPLAIN QUERY PLAN ${text}`, ...values).map(({ detail }) => detail);
  }

  private findSql({ conditions, order, onlyExcerpt, limit }: QueryPlan): Sql {
    const where = whereSql(conditions);
    const text = `SELECT id, version, ${onlyExcerpt ? this.excerpt.sql : "body"} FROM ${this.table}${where.text}${orderSql(order)} LIMIT ?`;
    return { text, values: [...where.values, limit] };
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
