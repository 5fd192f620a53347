import type { Collection, JsonOf, Where } from "@phm/service-kit";

const PAGE = 500;

/** Every document that meets the conditions, page by page, in the order of their ids. */
export async function* eachDocument<T extends JsonOf<T>>(collection: Collection<T>, where: Where) {
  let cursor: string | undefined;
  do {
    const page: Awaited<ReturnType<typeof collection.query>> = await collection.query({
      where,
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
