import type { Document, Filter, Sort } from "mongodb";
import { type Condition, DOCUMENT_ID, type QueryPlan } from "../query-plan.js";

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
export function mongoFilter(conditions: readonly Condition[]): Filter<MongoDocument> {
  return conditions.length === 0 ? {} : { $and: conditions.map((each) => ({ [mongoPath(each.field)]: testOf(each) })) };
}

/** A field left out matches null. */
function testOf(condition: Condition): Document {
  if (condition.operator === "absent") return { $eq: null };
  if (condition.operator === "present") return { $ne: null };
  return { [`$${condition.operator}`]: condition.value };
}

/** What is read of each document; left out: all of it. */
export function mongoProjection(fields: readonly string[]): Document {
  return { version: 1, ...Object.fromEntries(fields.map((field) => [mongoPath(field), 1])) };
}

export function mongoSort(order: QueryPlan["order"]): Sort {
  return Object.fromEntries(order.map(({ field, direction }) => [mongoPath(field), direction === "asc" ? 1 : -1]));
}
