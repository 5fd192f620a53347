import type { IndexSpec, Query } from "@phm/service-kit";

/**
 * Whether an index gives a query's documents one after the other, in order, by the rule "equality, sort, range" of MongoDB's manual
 * (https://www.mongodb.com/docs/manual/tutorial/equality-sort-range-guideline/): its first fields are those that must equal a value, then
 * come those of the sort, all in one direction, and only the first of these may have a range.
 * @param within fields that may be compared while reading, because what the rest leaves is little
 */
export function indexServes({ fields }: IndexSpec, { where = {}, sort = [] }: Query, within: readonly string[] = []): boolean {
  const conditions = Object.entries(where).filter(([field]) => !within.includes(field) || fields.includes(field));
  const equal = conditions.filter(([, test]) => typeof test !== "object").map(([field]) => field);
  const ranged = conditions.filter(([, test]) => typeof test === "object").map(([field]) => field);
  const sorted = sort.map(({ field }) => field);
  const isFirst = equal.every((field) => fields.slice(0, equal.length).includes(field));
  const isSorted = sorted.every((field, i) => fields[equal.length + i] === field) && new Set(sort.map((key) => key.direction)).size <= 1;
  return isFirst && isSorted && ranged.every((field) => field === fields[equal.length]) && fields.length === equal.length + sorted.length;
}
