import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "../json.js";
import { pick } from "../pick.js";
import type { SqliteConnection, SqlValue } from "./sqlite-connection.js";
import { fieldJsonSql } from "./sqlite-sql.js";

/**
 * A column that repeats a few fields of the body, so that lists need not read the body: SQLite would parse the whole of it to find them.
 * The column's name tells which fields it holds: other fields are another column.
 */
export class SqliteExcerpt {
  private readonly column: string;

  constructor(
    private readonly table: string,
    private readonly fields: readonly string[],
  ) {
    this.column = `excerpt_${createHash("sha256").update(fields.join()).digest("hex").slice(0, 8)}`;
  }

  /** Adds the column where it is missing, fills it, and drops what older definitions have left. Within a transaction. */
  ensure(connection: SqliteConnection): void {
    const columns = connection.all(`SELECT name FROM pragma_table_info('${this.table}') WHERE name LIKE 'excerpt!_%' ESCAPE '!'`);
    for (const { name } of columns) if (name !== this.column) connection.run(`ALTER TABLE ${this.table} DROP COLUMN ${name}`);
    if (this.fields.length === 0 || columns.some(({ name }) => name === this.column)) return;
    connection.run(`ALTER TABLE ${this.table} ADD COLUMN ${this.column} TEXT`);
    const object = this.fields.map((field) => `'${field}', ${fieldJsonSql(field)}`).join(", ");
    connection.run(`UPDATE ${this.table} SET ${this.column} = json_object(${object})`);
  }

  /** The column and its value, for an insert or update of the document; none where nothing is kept apart. */
  of(value: JsonValue): { readonly columns: readonly string[]; readonly values: readonly SqlValue[] } {
    if (this.fields.length === 0) return { columns: [], values: [] };
    return { columns: [this.column], values: [JSON.stringify(pick(value as JsonObject, this.fields))] };
  }

  /** What is read in the body's place. */
  get sql(): string {
    return `${this.column} AS body`;
  }
}
