import { randomUUID } from "node:crypto";
import { chmod, readFile, rename, stat, writeFile } from "node:fs/promises";
import { z } from "zod";
import { ServiceError } from "../errors/service-error.js";
import { type ApiKey, apiKeySchema } from "./api-key.js";

const schema = z
  .strictObject({ keys: z.array(apiKeySchema) })
  .refine(({ keys }) => new Set(keys.map(({ id }) => id)).size === keys.length, { message: "each id once" });

/**
 * The API keys of an installation, in one JSON file that not everybody may read. A change takes effect with the next request,
 * so a revoked key opens nothing any more.
 */
export class KeyFile {
  #read: { readonly stamp: string; readonly keys: readonly ApiKey[] } | undefined;

  constructor(private readonly path: string) {}

  /**
   * The keys as they are now.
   * @throws ServiceError failed_precondition where the file is missing, is open to others, or is not a list of keys:
   *   without knowing the keys, nobody may pass
   */
  async keys(): Promise<readonly ApiKey[]> {
    const { mtimeNs, ino, size, mode } = await stat(this.path, { bigint: true }).catch((cause: unknown) => {
      throw unreadable(this.path, "it cannot be read", cause);
    });
    if ((mode & 0o007n) !== 0n) throw unreadable(this.path, "everybody on this machine may open it: chmod 600");
    const stamp = `${mtimeNs}:${ino}:${size}`;
    if (this.#read?.stamp !== stamp) this.#read = { stamp, keys: await readKeys(this.path) };
    return this.#read.keys;
  }

  /** As `keys`, but none where there is no file yet. */
  async keysOrNone(): Promise<readonly ApiKey[]> {
    const isThere = await stat(this.path).then(
      () => true,
      (error: NodeJS.ErrnoException) => error.code !== "ENOENT",
    );
    return isThere ? this.keys() : [];
  }

  /** Replaces the file at once, never half. */
  async write(keys: readonly ApiKey[]): Promise<void> {
    const next = `${this.path}.${randomUUID()}.new`;
    await writeFile(next, `${JSON.stringify({ keys }, undefined, 2)}\n`, { mode: 0o600 });
    await chmod(next, 0o600);
    await rename(next, this.path);
  }
}

async function readKeys(path: string): Promise<readonly ApiKey[]> {
  const text = await readFile(path, "utf8");
  try {
    return schema.parse(JSON.parse(text)).keys;
  } catch (cause) {
    throw unreadable(path, "it is not a list of keys", cause);
  }
}

function unreadable(path: string, why: string, cause?: unknown): ServiceError {
  return new ServiceError("failed_precondition", `the key file ${path}: ${why}`, { field: "PHM_API_KEYS_FILE", value: path, cause });
}
