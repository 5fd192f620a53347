import type { ErrorCode } from "./error-code.js";
import type { ClassifiedError, Foreign } from "./error-facts.js";

const UNAVAILABLE = new Set([
  "MongoNetworkError",
  "MongoNetworkTimeoutError",
  "MongoServerSelectionError",
  "MongoNotConnectedError",
  "MongoTopologyClosedError",
  "MongoPoolClearedError",
  "PoolClearedOnNetworkError",
]);

/** Numbers of the server, from its error_codes.yml. */
const SERVER_ERRORS: Readonly<Record<number, ErrorCode>> = {
  13: "permission_denied",
  18: "unauthenticated",
  50: "deadline_exceeded",
  112: "conflict",
  11000: "already_exists",
};

/** Errors of the MongoDB driver that the document store has let through. */
export function classifyMongo(error: Foreign): ClassifiedError | undefined {
  if (!error.name.startsWith("Mongo") && !UNAVAILABLE.has(error.name)) return undefined;
  if (UNAVAILABLE.has(error.name)) return { code: "unavailable", message: "the database does not answer" };
  const code = typeof error.code === "number" ? SERVER_ERRORS[error.code] : undefined;
  if (code) return { code, message: `the database answered: ${error.name} ${error.code}` };
  const retryable = typeof error.hasErrorLabel === "function" && (error.hasErrorLabel as (label: string) => boolean)("RetryableWriteError");
  return { code: retryable ? "unavailable" : "internal", message: `the database failed (${error.name})` };
}
