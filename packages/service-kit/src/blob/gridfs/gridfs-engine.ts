import { finished } from "node:stream/promises";
import { type Collection, type Db, GridFSBucket, type GridFSFile, MongoClient, MongoGridFSChunkError, MongoServerError } from "mongodb";
import { mongoClientOptions } from "../../store/mongo/mongo-client-options.js";
import { guarded, isDuplicateKey } from "../../store/mongo/mongo-errors.js";
import { ensureMongoIndex } from "../../store/mongo/mongo-indexes.js";
import { type BlobEngine, DamagedBlob, type FoundBlob, type FoundInfo } from "../engine.js";

/** Twice the largest acquisition and half of MongoDB's document limit: an acquisition is one chunk, written in one round trip. */
const CHUNK_BYTES = 8 * 1024 * 1024;
/** The server itself refuses a second blob of a key, whoever writes at the same time. */
const KEY_INDEX = { name: "by_key", key: { filename: 1 }, unique: true } as const;
const CHUNK_INDEX = { name: "files_id_1_n_1", key: { files_id: 1, n: 1 }, unique: true } as const;
/** Follows `/` in the order of characters: the end of everything that starts with `prefix/`. */
const AFTER_SLASH = "0";

/**
 * Blobs in GridFS, one file a key. A writer that is killed between a blob's chunks and its file leaves chunks that nobody finds: at
 * most one for each message that it had in hand.
 * @throws StoreUnavailable when no primary is found; the driver's own error when the connection string is wrong
 */
export async function openGridFsEngine(url: string, database: string, name: string): Promise<BlobEngine> {
  const client = new MongoClient(url, mongoClientOptions(url));
  const engine = new GridFsEngine(client, client.db(database), name);
  try {
    await engine.prepare();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

class GridFsEngine implements BlobEngine {
  private readonly bucket: GridFSBucket;
  private readonly files: Collection<GridFSFile>;

  constructor(
    private readonly client: MongoClient,
    private readonly db: Db,
    private readonly name: string,
  ) {
    this.bucket = new GridFSBucket(db, { bucketName: name });
    this.files = db.collection(`${name}.files`);
  }

  async prepare(): Promise<void> {
    await this.ping();
    await guarded(this.name, () => ensureMongoIndex(this.files, KEY_INDEX));
    await guarded(this.name, () => ensureMongoIndex(this.db.collection(`${this.name}.chunks`), CHUNK_INDEX));
  }

  async read(key: string): Promise<FoundBlob | undefined> {
    const file = await this.find(key);
    if (!file) return undefined;
    const content = await this.download(file);
    if (content) return { sha256: checksumOf(file), bytes: file.length, content };
    // Deleted while it was read, or without its chunks.
    const still = await this.find(key);
    if (!still?._id.equals(file._id)) return this.read(key);
    throw new DamagedBlob("missing or wrong chunks");
  }

  async stat(key: string): Promise<FoundInfo | undefined> {
    const file = await this.find(key);
    return file && { sha256: checksumOf(file), bytes: file.length, storedBytes: file.length };
  }

  async write(key: string, sha256: string, content: Uint8Array): Promise<"stored" | "taken"> {
    // The driver makes a buffer of a chunk's size for every upload.
    const chunkSizeBytes = Math.min(Math.max(content.byteLength, 1), CHUNK_BYTES);
    const upload = this.bucket.openUploadStream(key, { chunkSizeBytes, metadata: { sha256 } });
    try {
      await guarded(this.name, () => finished(upload.end(content)));
      return "stored";
    } catch (error) {
      // Only a refusal is sure to have stored no file; where the answer is missing, the chunks may be needed.
      if (!(error instanceof MongoServerError) || !isDuplicateKey(error)) throw error;
      await guarded(this.name, () => this.db.collection(`${this.name}.chunks`).deleteMany({ files_id: { $eq: upload.id } }));
      return "taken";
    }
  }

  async remove(key: string): Promise<boolean> {
    const file = await this.find(key);
    if (!file) return false;
    try {
      await guarded(this.name, () => this.bucket.delete(file._id));
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  async list(prefix: string | undefined, after: string | undefined, limit: number): Promise<readonly string[]> {
    const below = prefix === undefined ? [] : [{ filename: { $gt: `${prefix}/`, $lt: `${prefix}${AFTER_SLASH}` } }];
    const beyond = after === undefined ? [] : [{ filename: { $gt: after } }];
    const conditions = [...below, ...beyond];
    const cursor = this.files
      .find(conditions.length === 0 ? {} : { $and: conditions })
      .project<{ filename: string }>({ filename: 1 })
      .sort({ filename: 1 })
      .limit(limit);
    const found = await guarded(this.name, () => cursor.toArray());
    return found.map(({ filename }) => filename);
  }

  async ping(): Promise<void> {
    await guarded("ping", () => this.db.command({ ping: 1 }));
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  private async find(key: string): Promise<GridFSFile | undefined> {
    return (await guarded(this.name, () => this.files.findOne({ filename: { $eq: key } }))) ?? undefined;
  }

  /** Undefined when the chunks are not those of the file. */
  private async download(file: GridFSFile): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    try {
      await guarded(this.name, async () => {
        for await (const part of this.bucket.openDownloadStream(file._id)) parts.push(part as Buffer);
      });
    } catch (error) {
      if (error instanceof MongoGridFSChunkError || isNotFound(error)) return undefined;
      throw error;
    }
    const content = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    return content.byteLength === file.length ? content : undefined;
  }
}

/** @throws DamagedBlob for a file that this engine has not written, or whose description is broken */
function checksumOf({ metadata }: GridFSFile): string {
  const sha256: unknown = metadata?.sha256;
  if (typeof sha256 !== "string") throw new DamagedBlob("no checksum");
  return sha256;
}

/** The driver's word for a file that is not there; it has no class of its own. */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && (("code" in error && error.code === "ENOENT") || error.message.startsWith("File not found for id"));
}
