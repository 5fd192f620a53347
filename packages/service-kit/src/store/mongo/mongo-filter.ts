import type { Document, Filter, Sort } from "mongodb";
import { type Beyond, type Condition, DOCUMENT_ID, type QueryPlan } from "../query-plan.js";

/** What a collection of the port looks like in MongoDB. */
export interface MongoDocument {
  _id: string;
  version: number;
  value: Document;
}

export function mongoPath(field: string): string {
  return field === DOCUMENT_ID ? "_id" : `value.${field}`;
}

/** Every value stands behind an operator, so that none can be read as one. */
export function mongoFilter(conditions: readonly Condition[], after?: readonly Beyond[]): Filter<MongoDocument> {
  const parts: Document[] = conditions.map(({ field, operator, value }) => ({ [mongoPath(field)]: { [`$${operator}`]: value } }));
  if (after) parts.push({ $or: after.flatMap(beyondFilter) });
  return parts.length === 0 ? {} : { $and: parts };
}

export function mongoSort(order: QueryPlan["order"]): Sort {
  return Object.fromEntries(order.map(({ field, direction }) => [mongoPath(field), direction === "asc" ? 1 : -1]));
}

function beyondFilter({ equal, field, direction, value }: Beyond): Document[] {
  const past = pastFilter(mongoPath(field), direction, value);
  if (!past) return [];
  return [{ $and: [...equal.map((at) => ({ [mongoPath(at.field)]: { $eq: at.value } })), past] }];
}

/** A field left out matches null, and null comes first: nothing lies past it when descending. */
function pastFilter(path: string, direction: Beyond["direction"], value: Beyond["value"]): Document | undefined {
  if (value === null) return direction === "asc" ? { [path]: { $ne: null } } : undefined;
  return direction === "asc" ? { [path]: { $gt: value } } : { $or: [{ [path]: { $lt: value } }, { [path]: { $eq: null } }] };
}
