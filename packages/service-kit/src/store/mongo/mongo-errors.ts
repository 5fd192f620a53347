import { MongoError, MongoServerError, type WriteError } from "mongodb";
import { StoreUnavailable } from "../store-errors.js";

/** https://www.mongodb.com/docs/manual/reference/error-codes/ */
const DUPLICATE_KEY = 11000;
const INDEX_OPTIONS_CONFLICT = 85;
const INDEX_KEY_SPECS_CONFLICT = 86;
const INDEX_NOT_FOUND = 27;

/** The server cannot do it now: stepping down, shutting down, out of time, out of disk, no majority, a lost cursor or a write conflict. */
const UNAVAILABLE_CODES = new Set([
  6, 7, 24, 43, 50, 64, 89, 91, 100, 112, 133, 134, 189, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436, 14031,
]);

/** Driver errors, by name, that are about the connection and not about the command. */
const UNAVAILABLE_NAMES = new Set([
  "MongoNetworkError",
  "MongoNetworkTimeoutError",
  "MongoServerSelectionError",
  "MongoNotConnectedError",
  "MongoClientClosedError",
  "MongoClosedSessionError",
  "MongoExpiredSessionError",
  "MongoTopologyClosedError",
  "MongoServerClosedError",
  "MongoPoolClosedError",
  "MongoPoolClearedError",
  "PoolClearedOnNetworkError",
  "MongoWaitQueueTimeoutError",
  "MongoOperationTimeoutError",
  "MongoWriteConcernError",
]);

/** Of a single write, or one of the errors of a bulk write. */
export function isDuplicateKey(error: MongoServerError | WriteError): boolean {
  return error.code === DUPLICATE_KEY;
}

/** An index of this name is there with another definition. */
export function isIndexChanged(error: unknown): boolean {
  return error instanceof MongoServerError && (error.code === INDEX_OPTIONS_CONFLICT || error.code === INDEX_KEY_SPECS_CONFLICT);
}

export function isIndexMissing(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === INDEX_NOT_FOUND;
}

/** Runs a command; what the driver throws becomes StoreUnavailable where that is what it means. */
export async function guarded<R>(what: string, command: () => Promise<R>): Promise<R> {
  try {
    return await command();
  } catch (error) {
    throw isUnavailable(error) ? new StoreUnavailable(`${what}: ${error.message}`, { cause: error }) : error;
  }
}

function isUnavailable(error: unknown): error is MongoError {
  if (!(error instanceof MongoError)) return false;
  if (UNAVAILABLE_NAMES.has(error.name) || error.hasErrorLabel("RetryableWriteError")) return true;
  return typeof error.code === "number" && UNAVAILABLE_CODES.has(error.code);
}
