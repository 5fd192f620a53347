import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import Database from "libsql";
import { ServiceError } from "../../errors/service-error.js";
import { isBusy } from "./sqlite-errors.js";

/** A folder that one process has for itself. */
export interface FolderLock {
  /** Idempotent. */
  release(): void;
}

const LOCK_FILE = "lock.db";

/**
 * Takes a folder for this process alone, and makes it where needed. The lock is the operating system's (SQLite's, on a file of its own), so it
 * ends with the process, however that ends: nothing is left to be cleaned up, and no process id is mistaken for another's.
 * @throws ServiceError `failed_precondition` when somebody has it; what the file system says when it cannot be written to
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  await mkdir(folder, { recursive: true });
  const database = new Database(join(folder, LOCK_FILE));
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new ServiceError("failed_precondition", `${folder} is in use by another process`, {
      ...{ reason: "folder_in_use", field: "folder", value: folder, limit: "a folder that no other process uses", cause: error },
    });
  }
  let held = true;
  return {
    release: () => {
      if (held) database.close();
      held = false;
    },
  };
}
