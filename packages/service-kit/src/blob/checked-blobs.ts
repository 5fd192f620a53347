import { createHash } from "node:crypto";
import { InvalidValue } from "@phm/domain";
import { ServiceError } from "../errors/service-error.js";
import { keySegments } from "./blob-key.js";
import { dataLoss, isDataLoss } from "./data-loss.js";
import { type BlobEngine, DamagedBlob } from "./engine.js";
import type { BlobInfo, BlobListing, BlobPage, BlobStore } from "./port.js";

export const MAX_BLOB_PAGE = 1000;
const SHA256 = /^[0-9a-f]{64}$/;
const WRITE_ATTEMPTS = 3;

/** The port over any engine: everything that does not depend on the engine. */
export class CheckedBlobs implements BlobStore {
  constructor(private readonly engine: BlobEngine) {}

  async put(key: string, content: Uint8Array, facts: { readonly sha256?: string } = {}): Promise<BlobInfo> {
    keySegments(key);
    const sha256 = facts.sha256 === undefined ? sha256Of(content) : checkSha256(facts.sha256);
    // Another writer, or a deletion, can come between the look and the write; each turn looks anew.
    for (let attempt = 1; attempt <= WRITE_ATTEMPTS; attempt += 1) {
      if (await this.holds(key, sha256)) return { key, bytes: content.byteLength, sha256 };
      if ((await this.engine.write(key, sha256, content)) === "stored") return { key, bytes: content.byteLength, sha256 };
    }
    throw new ServiceError("conflict", `blob ${key} is being written by others`, { field: key });
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    keySegments(key);
    const found = await this.readable(key, () => this.engine.read(key));
    if (!found) return undefined;
    const { content, sha256, bytes } = found;
    if (content.byteLength !== bytes) throw dataLoss(key, `${content.byteLength} bytes`, `${bytes} bytes`);
    const actual = sha256Of(content);
    if (actual !== sha256) throw dataLoss(key, `sha256 ${actual}`, `sha256 ${sha256}`);
    return content;
  }

  async head(key: string): Promise<BlobInfo | undefined> {
    keySegments(key);
    const found = await this.readable(key, () => this.engine.stat(key));
    if (!found) return undefined;
    const { sha256, bytes, storedBytes } = found;
    if (storedBytes !== bytes) throw dataLoss(key, `${storedBytes} bytes`, `${bytes} bytes`);
    return { key, bytes, sha256 };
  }

  async delete(key: string): Promise<boolean> {
    keySegments(key);
    return this.engine.remove(key);
  }

  async list({ prefix, limit, cursor }: BlobListing): Promise<BlobPage> {
    if (prefix !== undefined) keySegments(prefix, "prefix");
    if (cursor !== undefined) keySegments(cursor, "cursor");
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_BLOB_PAGE)
      throw new InvalidValue("limit", limit, `a whole number from 1 to ${MAX_BLOB_PAGE}`);
    const found = await this.engine.list(prefix, cursor, limit + 1);
    const keys = found.slice(0, limit);
    const last = keys.at(-1);
    return found.length > limit && last !== undefined ? { keys, nextCursor: last } : { keys };
  }

  ping(): Promise<void> {
    return this.engine.ping();
  }

  close(): Promise<void> {
    return this.engine.close();
  }

  /** Whether the key holds this content, unharmed. What is damaged is removed, so that it can be written anew. */
  private async holds(key: string, sha256: string): Promise<boolean> {
    try {
      const there = await this.get(key);
      if (!there) return false;
      const actual = sha256Of(there);
      if (actual === sha256) return true;
      throw new ServiceError("already_exists", `blob ${key} is there with other content`, {
        reason: "blob_taken",
        field: key,
        value: `sha256 ${sha256}`,
        limit: `sha256 ${actual}, as first written`,
      });
    } catch (error) {
      if (!isDataLoss(error)) throw error;
      await this.engine.remove(key);
      return false;
    }
  }

  private async readable<R>(key: string, read: () => Promise<R>): Promise<R> {
    try {
      return await read();
    } catch (error) {
      if (error instanceof DamagedBlob) throw dataLoss(key, error.message, "a whole blob", error.cause);
      throw error;
    }
  }
}

function sha256Of(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function checkSha256(sha256: string): string {
  if (!SHA256.test(sha256)) throw new InvalidValue("sha256", sha256, "64 lower-case hexadecimal digits");
  return sha256;
}
