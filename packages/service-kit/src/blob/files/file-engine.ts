import { constants } from "node:fs";
import { access, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { StoreUnavailable } from "../../store/store-errors.js";
import type { BlobEngine, FoundBlob, FoundInfo } from "../engine.js";
import { decodeHeader, encodeHeader, MAX_HEADER_BYTES } from "./blob-header.js";
import { blobFile, blobPlace } from "./blob-place.js";
import { walkBlobs } from "./walk-blobs.js";
import { makeFolder, syncFolder, withFile, writeDurably } from "./write-durably.js";

/** Beside the blobs, so that a rename stays on one file system; no key can lead here. */
const TEMPORARY = ".tmp";
/** A draft this old belongs to a process that was killed: writing takes seconds. */
const ABANDONED_AFTER_MS = 3_600_000;

/** Blobs as files, which several processes may have open at once. @throws StoreUnavailable when the folder cannot be written to */
export async function openFileEngine(root: string): Promise<BlobEngine> {
  const engine = new FileEngine(root);
  await engine.prepare();
  return engine;
}

class FileEngine implements BlobEngine {
  private readonly temporary: string;
  private closed = false;

  constructor(private readonly root: string) {
    this.temporary = join(root, TEMPORARY);
  }

  async prepare(): Promise<void> {
    await this.guarded("open", async () => {
      await makeFolder(this.root);
      await mkdir(this.temporary, { recursive: true });
      for (const name of await readdir(this.temporary)) await removeIfAbandoned(join(this.temporary, name));
    });
    await this.ping();
  }

  read(key: string): Promise<FoundBlob | undefined> {
    return this.guarded(key, () =>
      unlessMissing(async () => {
        const file = await readFile(blobFile(this.root, key));
        const { header, headerBytes } = decodeHeader(key, file);
        return { sha256: header.sha256, bytes: header.bytes, content: file.subarray(headerBytes) };
      }),
    );
  }

  stat(key: string): Promise<FoundInfo | undefined> {
    return this.guarded(key, () =>
      unlessMissing(() =>
        withFile(blobFile(this.root, key), "r", async (handle) => {
          const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_HEADER_BYTES), 0, MAX_HEADER_BYTES, 0);
          const { header, headerBytes } = decodeHeader(key, buffer.subarray(0, bytesRead));
          const { size } = await handle.stat();
          return { sha256: header.sha256, bytes: header.bytes, storedBytes: size - headerBytes };
        }),
      ),
    );
  }

  async write(key: string, sha256: string, content: Uint8Array): Promise<"stored"> {
    const header = encodeHeader(key, sha256, content.byteLength);
    await this.guarded(key, () => writeDurably(this.temporary, blobFile(this.root, key), [header, content]));
    return "stored";
  }

  async remove(key: string): Promise<boolean> {
    const file = blobFile(this.root, key);
    const removed = await this.guarded(key, () =>
      unlessMissing(async () => {
        await rm(file);
        await syncFolder(dirname(file));
        return true;
      }),
    );
    return removed ?? false;
  }

  async list(prefix: string | undefined, after: string | undefined, limit: number): Promise<readonly string[]> {
    const place = prefix?.split("/") ?? [];
    const keys: string[] = [];
    await this.guarded("list", async () => {
      for await (const key of walkBlobs(this.root, place, after === undefined ? [] : blobPlace(after).slice(place.length))) {
        if (keys.push(key) === limit) return;
      }
    });
    return keys;
  }

  ping(): Promise<void> {
    return this.guarded("ping", () => access(this.temporary, constants.W_OK));
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Whatever the file system refuses can be mended from outside: room, rights, a disk that was away. So it is worth another try. */
  private async guarded<R>(what: string, action: () => Promise<R>): Promise<R> {
    if (this.closed) throw new StoreUnavailable(`${what}: the blob store is closed`);
    try {
      return await action();
    } catch (error) {
      const { code, syscall } = error as NodeJS.ErrnoException;
      if (typeof code !== "string" || typeof syscall !== "string") throw error;
      throw new StoreUnavailable(`${what}: the file system answered ${code} at ${syscall}`, { cause: error });
    }
  }
}

async function unlessMissing<R>(action: () => Promise<R>): Promise<R | undefined> {
  try {
    return await action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw error;
  }
}

async function removeIfAbandoned(draft: string): Promise<void> {
  const info = await unlessMissing(() => stat(draft));
  if (info && Date.now() - info.mtimeMs > ABANDONED_AFTER_MS) await rm(draft, { force: true });
}
