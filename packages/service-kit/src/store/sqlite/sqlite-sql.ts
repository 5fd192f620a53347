import type { Scalar } from "../port.js";
import { type Condition, DOCUMENT_ID, type QueryPlan } from "../query-plan.js";
import type { SqlValue } from "./sqlite-connection.js";

/** SQL text and its values, in order. */
export interface Sql {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

const OPERATORS = { eq: "=", gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;

/** The expression for a field. Indexes and queries must spell it alike, else SQLite does not use the index. */
export function fieldSql(path: string): string {
  return path === DOCUMENT_ID ? "id" : `json_extract(body, '${jsonPath(path)}')`;
}

/** The same as JSON, whatever it holds. */
export function fieldJsonSql(path: string): string {
  return `body -> '${jsonPath(path)}'`;
}

function jsonPath(path: string): string {
  return `$.${path
    .split(".")
    .map((name) => `"${name}"`)
    .join(".")}`;
}

/** Values are bound as JSON and read by SQLite itself, as the fields are: booleans and every digit of a number then compare alike. */
const VALUE = "json_extract(?, '$')";
const bound = (value: Scalar): string => JSON.stringify(value);

export function whereSql(conditions: readonly Condition[]): Sql {
  if (conditions.length === 0) return { text: "", values: [] };
  const parts = conditions.map(conditionSql);
  return { text: ` WHERE ${parts.map(({ text }) => text).join(" AND ")}`, values: parts.flatMap(({ values }) => values) };
}

function conditionSql(condition: Condition): Sql {
  const field = fieldSql(condition.field);
  switch (condition.operator) {
    case "absent":
      return { text: `${field} IS NULL`, values: [] };
    case "present":
      return { text: `${field} IS NOT NULL`, values: [] };
    default:
      return { text: `${field} ${OPERATORS[condition.operator]} ${VALUE}`, values: [bound(condition.value)] };
  }
}

export function orderSql(order: QueryPlan["order"]): string {
  return ` ORDER BY ${order.map(({ field, direction }) => `${fieldSql(field)} ${direction === "asc" ? "ASC" : "DESC"}`).join(", ")}`;
}
