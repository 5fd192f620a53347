import { types } from "node:util";
import { InvalidValue } from "@phm/domain";
import { classifyGrpc } from "./classify-grpc.js";
import { classifyMongo } from "./classify-mongo.js";
import { classifyNats } from "./classify-nats.js";
import { classifyNode } from "./classify-node.js";
import { isErrorCode, RETRYABLE_BY_DEFAULT } from "./error-code.js";
import type { ClassifiedError, Foreign } from "./error-facts.js";

/** Asked in this order; the first that knows the failure answers. */
const CLASSIFIERS: readonly ((error: Foreign) => ClassifiedError | undefined)[] = [
  classifyInvalidValue,
  classifyOwn,
  classifyNats,
  classifyMongo,
  classifyGrpc,
  classifyNode,
];

/** The one place where failures of libraries become codes of ours. What nobody knows is `internal`: its text stays in the logs. */
export function classifyForeign(thrown: unknown): ClassifiedError {
  if (isError(thrown)) {
    for (const classify of CLASSIFIERS) {
      const classified = classify(thrown as Foreign);
      if (classified) return classified;
    }
  }
  const kind = isError(thrown) ? thrown.name : typeof thrown;
  return { code: "internal", message: `an internal fault (${kind})` };
}

/** Errors of Node's own modules have a class of another realm where code runs in a VM context. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || types.isNativeError(thrown);
}

function classifyInvalidValue(error: Foreign): ClassifiedError | undefined {
  // By name too: two copies of the domain package can meet in one process (sources in tests, dist in a dependency).
  if (!(error instanceof InvalidValue) && error.name !== "InvalidValue") return undefined;
  const { field, value, limit, reason } = error as unknown as InvalidValue;
  return { code: "invalid_argument", message: error.message, field, value, limit, reason };
}

/** Errors that already carry our code: the document store's. */
function classifyOwn(error: Foreign): ClassifiedError | undefined {
  const code: unknown = error.code;
  if (!isErrorCode(code)) return undefined;
  const retryable = typeof error.retryable === "boolean" ? error.retryable : RETRYABLE_BY_DEFAULT[code];
  return { code, message: error.message, retryable };
}
