import { InvalidValue } from "@phm/domain";
import { decodeCursor, encodeCursor, type Position } from "./cursor.js";
import { checkScalar, fieldValue } from "./field-path.js";
import type { JsonValue } from "./json.js";
import type { Query, Range, Scalar, SortKey, Stored, Where } from "./port.js";

export const MAX_PAGE_ITEMS = 1000;

/** Stands for the document's own id among the field paths, none of which can start with `$`. */
export const DOCUMENT_ID = "$id";

const RANGE_OPERATORS = ["gte", "gt", "lte", "lt"] as const;

export type Condition =
  | { readonly field: string; readonly operator: "eq" | (typeof RANGE_OPERATORS)[number]; readonly value: Scalar }
  | { readonly field: string; readonly operator: "absent" }
  | { readonly field: string; readonly operator: "present" };

/** A query that is checked and in the form in which engines render it. */
export interface QueryPlan {
  readonly conditions: readonly Condition[];
  /** Ends with the id, so that the order is total. Without the keys in which all documents found are alike. */
  readonly order: readonly SortKey[];
  /** Only the collection's excerpt of each document is read. */
  readonly onlyExcerpt?: true;
  readonly limit: number;
}

/**
 * A query as one plan after the other, whose documents follow each other. What comes after a cursor is several: those that equal it in all
 * sort keys but the last, in all but the last two, and so on. Each is one stretch of an index, so that a page deep in a list costs what
 * the first one costs; a single condition with "or" would make engines walk there from the list's beginning.
 */
export interface QueryStretches {
  /** Of all of them together. */
  readonly order: readonly SortKey[];
  readonly plans: readonly QueryPlan[];
}

/** @throws InvalidValue naming the field, limit or cursor that is wrong. */
export function planQuery(indexed: ReadonlySet<string>, query: Query): QueryStretches {
  const conditions = planConditions(indexed, query.where ?? {});
  const order = planOrder(indexed, query.sort ?? []);
  const limit = checkLimit(query.limit, MAX_PAGE_ITEMS);
  if (query.cursor === undefined) return { order, plans: [{ conditions, order, limit }] };
  const stretches = stretchesAfter(order, decodeCursor(orderText(order), order.length, query.cursor));
  return { order, plans: stretches.map((each) => ({ conditions: [...conditions, ...each.conditions], order: each.order, limit })) };
}

/**
 * The same query of the collection's excerpt alone.
 * @param fields what is asked for
 * @throws InvalidValue naming a field that the excerpt does not hold; it must hold what the list is sorted by, for the next page's cursor
 */
export function planExcerpts(excerpt: readonly string[], { order, plans }: QueryStretches, fields: readonly string[]): QueryStretches {
  const sorted = order.map(({ field }) => field).filter((field) => field !== DOCUMENT_ID);
  const missing = [...fields, ...sorted].find((field) => !excerpt.includes(field));
  if (missing !== undefined)
    throw new InvalidValue(missing, "not in the excerpt", `one of its fields: ${excerpt.join(", ") || "none"}`, "not_in_excerpt");
  return { order, plans: plans.map((plan) => ({ ...plan, onlyExcerpt: true })) };
}

function planOrder(indexed: ReadonlySet<string>, sort: readonly SortKey[]): SortKey[] {
  for (const { field, direction } of sort) {
    checkIndexed(indexed, field);
    if (direction !== "asc" && direction !== "desc") throw new InvalidValue(`sort.${field}`, direction, "asc or desc");
  }
  return [...sort, { field: DOCUMENT_ID, direction: sort.at(-1)?.direction ?? "asc" }];
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

/** What comes after a position, in order: the longest common beginning first. */
function stretchesAfter(order: readonly SortKey[], position: Position): Pick<QueryPlan, "conditions" | "order">[] {
  const equal = order.map(({ field }, i) => equality(field, position[i] ?? null));
  const byLength = order.map((key, i) =>
    beyond(key, position[i] ?? null).map((past) => ({
      conditions: [...equal.slice(0, i), past],
      order: order.slice(past.operator === "absent" ? i + 1 : i),
    })),
  );
  return byLength.toReversed().flat();
}

function equality(field: string, value: Scalar | null): Condition {
  return value === null ? { field, operator: "absent" } : { field, operator: "eq", value };
}

/** A field left out comes before all values: after them when descending. */
function beyond({ field, direction }: SortKey, value: Scalar | null): Condition[] {
  if (direction === "asc") return [value === null ? { field, operator: "present" } : { field, operator: "gt", value }];
  if (value === null) return [];
  const less: Condition = { field, operator: "lt", value };
  return field === DOCUMENT_ID ? [less] : [less, { field, operator: "absent" }];
}

function checkIndexed(indexed: ReadonlySet<string>, field: string): void {
  if (!indexed.has(field))
    throw new InvalidValue(field, "not indexed", `one of the indexed fields: ${[...indexed].join(", ") || "none"}`, "not_indexed");
}

function orderText(order: readonly SortKey[]): string {
  return order.map(({ field, direction }) => `${field} ${direction}`).join(",");
}
