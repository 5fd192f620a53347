import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Puts a file at its place whole or not at all, also when the power fails: written and synced under a name that no reader knows, renamed,
 * and then the folder synced, without which the new name itself could be lost.
 * @param temporary a folder on the same file system
 */
export async function writeDurably(temporary: string, file: string, parts: readonly Uint8Array[]): Promise<void> {
  const draft = join(temporary, `${process.pid}-${randomBytes(8).toString("hex")}`);
  const folder = dirname(file);
  try {
    await withFile(draft, "wx", async (handle) => {
      // Not `writev`, which may write less than it was given and call that success: on a disk that is almost full it does.
      for (const part of parts) await handle.writeFile(part);
      await handle.sync();
    });
    await makeFolder(folder);
    await rename(draft, file);
    await syncFolder(folder);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}

/** Makes a folder and what is missing above it, and syncs each folder that got a new entry. */
export async function makeFolder(folder: string): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true });
  if (topmost === undefined) return;
  for (let made = folder; made.length >= topmost.length; made = dirname(made)) await syncFolder(dirname(made));
}

export function syncFolder(folder: string): Promise<void> {
  return withFile(folder, "r", (handle) => handle.sync());
}

export async function withFile<R>(file: string, flags: string, use: (handle: FileHandle) => Promise<R>): Promise<R> {
  const handle = await open(file, flags);
  try {
    return await use(handle);
  } finally {
    await handle.close();
  }
}
