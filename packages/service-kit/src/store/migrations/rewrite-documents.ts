import type { JsonObject } from "../json.js";
import type { Collection, CollectionSpec, DocumentStore, Page, Stored } from "../port.js";
import { VersionConflict } from "../store-errors.js";
import type { MigrationProgress } from "./migration.js";

const PAGE = 500;

/**
 * Gives documents another shape, page by page.
 * @param rewrite of a document as it is found; undefined leaves it as it is, which it must say of its own result
 */
export async function rewriteDocuments(
  store: DocumentStore,
  spec: CollectionSpec,
  rewrite: (value: JsonObject, id: string) => JsonObject | undefined,
  progress: MigrationProgress,
): Promise<void> {
  const collection = await store.collection<JsonObject>(spec);
  for (let cursor = progress.from; ; ) {
    const page: Page<JsonObject> = await collection.query({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) });
    for (const found of page.items) await rewriteOne(collection, found, rewrite);
    cursor = page.nextCursor;
    if (cursor === undefined) return;
    await progress.reached(cursor);
  }
}

async function rewriteOne(
  collection: Collection<JsonObject>,
  found: Stored<JsonObject>,
  rewrite: (value: JsonObject, id: string) => JsonObject | undefined,
): Promise<void> {
  for (let stored: Stored<JsonObject> | undefined = found; stored; stored = await collection.get(found.id)) {
    const value = rewrite(stored.value, stored.id);
    if (value === undefined) return;
    try {
      await collection.put(stored.id, value, stored.version);
      return;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
    }
  }
}
