import { Metadata, status } from "@grpc/grpc-js";
import type { ClassifiedError, Foreign } from "./error-facts.js";
import { errorCodeOfGrpc } from "./grpc-status.js";

/** Trailer that carries what a status cannot: field, value, limit, reason, and whether to try again. JSON in UTF-8. */
export const ERROR_TRAILER = "phm-error-bin";

/** grpc-js's words for a message over the limit: it has no trailer of ours, as it fails before our code runs. */
const OVER_LIMIT = /larger than max \((\d+) vs\.? (\d+)\)/;

/** The status of a call as the client saw it; the inverse of `toGrpcStatus`. */
export function classifyGrpc(error: Foreign): ClassifiedError | undefined {
  if (typeof error.code !== "number" || typeof error.details !== "string" || !(error.metadata instanceof Metadata)) return undefined;
  const code = errorCodeOfGrpc(error.code);
  const [, size, limit] = OVER_LIMIT.exec(error.details) ?? [];
  if (size !== undefined && limit !== undefined) return overLimit(size, limit);
  const facts = readTrailer(error.metadata);
  // A cancelled call was given up by us; nobody should repeat it on his own.
  const retryable = error.code === status.CANCELLED ? { retryable: false } : {};
  return { code, message: error.details, ...retryable, ...facts };
}

function overLimit(sizeBytes: string, limitBytes: string): ClassifiedError {
  return {
    code: "resource_exhausted",
    message: `the message is ${sizeBytes} bytes; it must be at most ${limitBytes} bytes`,
    retryable: false,
    field: "message",
    value: `${sizeBytes} bytes`,
    limit: `at most ${limitBytes} bytes`,
    reason: "message_too_large",
  };
}

function readTrailer(metadata: Metadata): Partial<ClassifiedError> {
  const [bytes] = metadata.get(ERROR_TRAILER);
  if (!Buffer.isBuffer(bytes)) return {};
  try {
    const facts = JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
    const texts = ["field", "value", "limit", "reason"].filter((name) => typeof facts[name] === "string");
    const retryable = typeof facts.retryable === "boolean" ? { retryable: facts.retryable } : {};
    return { ...Object.fromEntries(texts.map((name) => [name, facts[name]])), ...retryable };
  } catch {
    // A trailer that is not ours: the status alone must do.
    return {};
  }
}
