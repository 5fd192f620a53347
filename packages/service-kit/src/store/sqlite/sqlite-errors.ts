import { StoreUnavailable } from "../store-errors.js";

/** Result codes, by their start, that say nothing about the statement: another try may succeed. */
const UNAVAILABLE = ["SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_NOMEM", "SQLITE_PROTOCOL"];

/** Read by shape: the native module's error class is not the same object in every realm. */
export function sqliteCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Result codes, by their start, that say that the file is not what SQLite has written. */
const DAMAGED = ["SQLITE_CORRUPT", "SQLITE_NOTADB"];

export function isDamagedFile(error: unknown): boolean {
  return DAMAGED.some((start) => sqliteCode(error).startsWith(start));
}

/** True while another process holds the file. */
export function isBusy(error: unknown): boolean {
  return sqliteCode(error).startsWith("SQLITE_BUSY") || sqliteCode(error).startsWith("SQLITE_LOCKED");
}

/** Turns what the engine throws into StoreUnavailable where that is what it means; everything else stays as it is. */
export function classifySqliteError(path: string, error: unknown): unknown {
  const code = sqliteCode(error);
  if (!UNAVAILABLE.some((start) => code.startsWith(start))) return error;
  return new StoreUnavailable(`${path}: ${(error as Error).message} (${code})`, { cause: error });
}
