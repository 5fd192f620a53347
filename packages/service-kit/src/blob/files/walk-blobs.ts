import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { keyAt, SHARD_MARK } from "./blob-place.js";

/**
 * Keys of the blobs in a folder and below, by name, folder by folder.
 * @param place of the folder below the root
 * @param after the place of the last blob given, below this folder; nothing up to it is given again
 */
export async function* walkBlobs(root: string, place: readonly string[], after: readonly string[] = []): AsyncGenerator<string> {
  const [first] = after;
  for (const entry of await entriesOf(join(root, ...place))) {
    const { name } = entry;
    if (first !== undefined && name < first) continue;
    const deeper = [...place, name];
    if (entry.isDirectory()) yield* walkBlobs(root, deeper, name === first ? after.slice(1) : []);
    else if (name !== first && place.at(-1)?.startsWith(SHARD_MARK)) yield keyAt(deeper);
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith(".")).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
