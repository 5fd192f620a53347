import type { StoreOptions } from "../open-store.js";
import type { RawStore } from "./raw-store.js";

/**
 * Opens the whole of one service's store beside whoever else has it open.
 * @throws StoreUnavailable when it does not answer; the engine's own error when the file is no database
 */
export async function openRawStore(options: StoreOptions): Promise<RawStore> {
  if (options.mongoUrl !== undefined) {
    const { openMongoRawStore } = await import("./mongo-raw-store.js");
    return openMongoRawStore(options.mongoUrl, options.database);
  }
  const { openSqliteRawStore } = await import("./sqlite-raw-store.js");
  return openSqliteRawStore(options.folder, options.file);
}
