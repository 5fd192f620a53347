import { InvalidValue } from "@phm/domain";
import { decodeCursor, encodeCursor } from "./cursor.js";
import { checkScalar, fieldValue } from "./field-path.js";
import type { JsonValue } from "./json.js";
import type { Query, Range, Scalar, SortKey, Stored, Where } from "./port.js";

export const MAX_PAGE_ITEMS = 1000;

/** Stands for the document's own id among the field paths, none of which can start with `$`. */
export const DOCUMENT_ID = "$id";

const RANGE_OPERATORS = ["gte", "gt", "lte", "lt"] as const;

export interface Condition {
  readonly field: string;
  readonly operator: "eq" | (typeof RANGE_OPERATORS)[number];
  readonly value: Scalar;
}

/** One way to come after the cursor: equal in the first sort keys, beyond it in the next. */
export interface Beyond {
  readonly equal: readonly { readonly field: string; readonly value: Scalar | null }[];
  readonly field: string;
  readonly direction: SortKey["direction"];
  readonly value: Scalar | null;
}

/** A query that is checked and in the form in which engines render it. */
export interface QueryPlan {
  readonly conditions: readonly Condition[];
  /** Ends with the id, so that the order is total. */
  readonly order: readonly SortKey[];
  /** Any of these; left out on the first page. */
  readonly after?: readonly Beyond[];
  readonly limit: number;
}

/** @throws InvalidValue naming the field, limit or cursor that is wrong. */
export function planQuery(indexed: ReadonlySet<string>, query: Query): QueryPlan {
  const conditions = planConditions(indexed, query.where ?? {});
  const sort = query.sort ?? [];
  for (const { field, direction } of sort) {
    checkIndexed(indexed, field);
    if (direction !== "asc" && direction !== "desc") throw new InvalidValue(`sort.${field}`, direction, "asc or desc");
  }
  const order = [...sort, { field: DOCUMENT_ID, direction: sort.at(-1)?.direction ?? "asc" }];
  const limit = checkLimit(query.limit, MAX_PAGE_ITEMS);
  if (query.cursor === undefined) return { conditions, order, limit };
  return { conditions, order, limit, after: beyond(order, decodeCursor(orderText(order), order.length, query.cursor)) };
}

/** @throws InvalidValue naming the field that is not indexed or compared with something else than a plain value. */
export function planConditions(indexed: ReadonlySet<string>, where: Where): Condition[] {
  return Object.entries(where).flatMap(([field, test]): Condition[] => {
    checkIndexed(indexed, field);
    if (typeof test !== "object" || test === null) return [{ field, operator: "eq", value: checkScalar(field, test) }];
    return planRange(field, test);
  });
}

function planRange(field: string, range: Range): Condition[] {
  const unknown = Object.keys(range).find((key) => !RANGE_OPERATORS.some((operator) => operator === key));
  if (unknown !== undefined) throw new InvalidValue(`${field}.${unknown}`, range[unknown as keyof Range], "one of gte, gt, lte, lt");
  const conditions = RANGE_OPERATORS.flatMap((operator): Condition[] =>
    range[operator] === undefined ? [] : [{ field, operator, value: checkScalar(`${field}.${operator}`, range[operator]) }],
  );
  if (conditions.length === 0) throw new InvalidValue(field, "an empty range", "a value, or a range with at least one bound");
  return conditions;
}

/** The cursor of the page that starts after this document. */
export function cursorAfter(order: readonly SortKey[], last: Stored<JsonValue>): string {
  const position = order.map(({ field }) =>
    field === DOCUMENT_ID ? last.id : ((fieldValue(last.value, field) as Scalar | undefined) ?? null),
  );
  return encodeCursor(orderText(order), position);
}

/** @throws InvalidValue when the limit is not a whole number from 1 to `max`. */
export function checkLimit(limit: number, max: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > max) throw new InvalidValue("limit", limit, `a whole number from 1 to ${max}`);
  return limit;
}

function beyond(order: readonly SortKey[], position: readonly (Scalar | null)[]): Beyond[] {
  const at = order.map(({ field }, i) => ({ field, value: position[i] as Scalar | null }));
  return order.map(({ field, direction }, i) => ({ equal: at.slice(0, i), field, direction, value: position[i] as Scalar | null }));
}

function checkIndexed(indexed: ReadonlySet<string>, field: string): void {
  if (!indexed.has(field))
    throw new InvalidValue(field, "not indexed", `one of the indexed fields: ${[...indexed].join(", ") || "none"}`, "not_indexed");
}

function orderText(order: readonly SortKey[]): string {
  return order.map(({ field, direction }) => `${field} ${direction}`).join(",");
}
