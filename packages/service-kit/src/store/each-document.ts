import type { JsonOf } from "./json.js";
import type { Collection, Page, Stored, Where } from "./port.js";

const PAGE = 500;

/** Every document that meets the conditions, page by page, in the order of their ids. */
export async function* eachDocument<T extends JsonOf<T>>(collection: Collection<T>, where: Where = {}): AsyncGenerator<Stored<T>> {
  let cursor: string | undefined;
  do {
    const page: Page<T> = await collection.query({ where, limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
