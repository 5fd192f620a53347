import type { Scalar } from "../port.js";
import { type Beyond, type Condition, DOCUMENT_ID, type QueryPlan } from "../query-plan.js";
import type { SqlValue } from "./sqlite-connection.js";

/** SQL text and its values, in order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const OPERATORS = { eq: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/** The expression for a field. Indexes and queries must spell it alike, else SQLite does not use the index. */
export function fieldSql(path: string): string {
  if (path === DOCUMENT_ID) return "id";
  return `json_extract(body, '$.${path
    .split(".")
    .map((name) => `"${name}"`)
    .join(".")}')`;
}

/** Values are bound as JSON and read by SQLite itself, as the fields are: booleans and every digit of a number then compare alike. */
const VALUE = "json_extract(?, '$')";
const bound = (value: Scalar): string => JSON.stringify(value);

export function whereSql(conditions: readonly Condition[], after?: readonly Beyond[]): Sql {
  const parts = conditions.map(
    ({ field, operator, value }): Sql => ({ text: `${fieldSql(field)} ${OPERATORS[operator]} ${VALUE}`, values: [bound(value)] }),
  );
  if (after) parts.push(join(after.map(beyondSql), " OR "));
  if (parts.length === 0) return { text: "", values: [] };
  const all = join(parts, " AND ");
  return { text: ` WHERE ${all.text}`, values: all.values };
}

export function orderSql(order: QueryPlan["order"]): string {
  return ` ORDER BY ${order.map(({ field, direction }) => `${fieldSql(field)} ${direction === "asc" ? "ASC" : "DESC"}`).join(", ")}`;
}

function beyondSql({ equal, field, direction, value }: Beyond): Sql {
  const equals = equal.map((at): Sql => {
    if (at.value === null) return { text: `${fieldSql(at.field)} IS NULL`, values: [] };
    return { text: `${fieldSql(at.field)} = ${VALUE}`, values: [bound(at.value)] };
  });
  return join([...equals, past(fieldSql(field), direction, value)], " AND ");
}

/** A field left out is null, and null comes first: nothing lies past it when descending. */
function past(field: string, direction: Beyond["direction"], value: Scalar | null): Sql {
  if (value === null) return { text: direction === "asc" ? `${field} IS NOT NULL` : "FALSE", values: [] };
  const text = direction === "asc" ? `${field} > ${VALUE}` : `(${field} < ${VALUE} OR ${field} IS NULL)`;
  return { text, values: [bound(value)] };
}

function join(parts: readonly Sql[], separator: string): Sql {
  return { text: `(${parts.map(({ text }) => text).join(separator)})`, values: parts.flatMap(({ values }) => values) };
}
