import type { AuditCollections } from "./audit-log.js";
import { blockId } from "./stored-block.js";

const BLOCKS_A_READ = 200;

/**
 * Deletes blocks that are older than `beforeTime` (RFC 3339, UTC). Of each chain the end of what goes is kept first, as the place where the rest
 * begins: what is left can still be computed again, and a process that is killed between the two leaves a chain that only begins later than said.
 * @returns how many were deleted
 */
export async function deleteOldBlocks({ blocks, anchors }: AuditCollections, beforeTime: string): Promise<number> {
  const [blockCollection, anchorCollection] = [await blocks(), await anchors()];
  let deleted = 0;
  for (;;) {
    const old = await blockCollection.query({
      where: { lastTime: { lt: beforeTime } },
      sort: [{ field: "lastTime", direction: "asc" }],
      limit: BLOCKS_A_READ,
    });
    const owners = new Map<string, { readonly sequence: number; readonly hash: string }>();
    for (const { value } of old.items) {
      const last = owners.get(value.owner);
      if (!last || value.sequence > last.sequence) owners.set(value.owner, { sequence: value.sequence, hash: value.hash });
    }
    for (const [owner, { sequence, hash }] of owners) {
      const anchor = await anchorCollection.get(owner);
      if (anchor && anchor.value.sequence >= sequence) continue;
      await anchorCollection.put(owner, { sequence, hash }, anchor?.version ?? 0);
    }
    for (const { value } of old.items) if (await blockCollection.delete(blockId(value.owner, value.sequence))) deleted += 1;
    if (old.items.length < BLOCKS_A_READ) return deleted;
  }
}
