import { checkName } from "../store/field-path.js";
import { CheckedBlobs } from "./checked-blobs.js";
import type { BlobStore } from "./port.js";

export interface BlobStoreOptions {
  /** Lower-case letters, digits and `_`: the GridFS bucket. */
  readonly name: string;
  /** Given: GridFS, with the driver's connection string. Left out: files. */
  readonly mongoUrl?: string;
  /** GridFS only: the service's own database. */
  readonly database: string;
  /** Files only: a folder of this store alone, made where missing. */
  readonly folder: string;
}

/**
 * Opens the blob store that the configuration names; no caller knows which one it got. Only the chosen engine is loaded.
 * @throws StoreUnavailable when it does not answer
 */
export async function openBlobStore(options: BlobStoreOptions): Promise<BlobStore> {
  const name = checkName("blob store", options.name);
  if (options.mongoUrl !== undefined) {
    const { openGridFsEngine } = await import("./gridfs/gridfs-engine.js");
    return new CheckedBlobs(await openGridFsEngine(options.mongoUrl, options.database, name));
  }
  const { openFileEngine } = await import("./files/file-engine.js");
  return new CheckedBlobs(await openFileEngine(options.folder));
}
