import type { Collection, Document, IndexDescription } from "mongodb";
import type { IndexSpec } from "../port.js";
import { isIndexChanged, isIndexMissing } from "./mongo-errors.js";
import { mongoPath } from "./mongo-filter.js";

/** Unique indexes leave out documents that lack one of the fields; the others end with the id, for a total order. */
export function mongoIndex({ name, fields, unique = false }: IndexSpec): IndexDescription {
  const paths = fields.map(mongoPath);
  const key = Object.fromEntries(paths.map((path) => [path, 1 as const]));
  if (!unique) return { name, key: { ...key, _id: 1 } };
  return { name, key, unique, partialFilterExpression: Object.fromEntries(paths.map((path) => [path, { $exists: true }])) };
}

/** Creates the index unless it is there; one of the same name with another definition is built anew. */
export async function ensureMongoIndex<T extends Document>(collection: Collection<T>, index: IndexDescription): Promise<void> {
  try {
    await collection.createIndexes([index]);
  } catch (error) {
    if (!isIndexChanged(error)) throw error;
    await dropIndex(collection, index.name as string);
    await collection.createIndexes([index]);
  }
}

async function dropIndex<T extends Document>(collection: Collection<T>, name: string): Promise<void> {
  try {
    await collection.dropIndex(name);
  } catch (error) {
    // Another process that started at the same time was quicker.
    if (!isIndexMissing(error)) throw error;
  }
}
