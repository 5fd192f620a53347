import { status } from "@grpc/grpc-js";
import type { ErrorCode } from "./error-code.js";

const GRPC_STATUS: Readonly<Record<ErrorCode, status>> = {
  invalid_argument: status.INVALID_ARGUMENT,
  not_found: status.NOT_FOUND,
  already_exists: status.ALREADY_EXISTS,
  conflict: status.ABORTED,
  failed_precondition: status.FAILED_PRECONDITION,
  resource_exhausted: status.RESOURCE_EXHAUSTED,
  unavailable: status.UNAVAILABLE,
  deadline_exceeded: status.DEADLINE_EXCEEDED,
  unauthenticated: status.UNAUTHENTICATED,
  permission_denied: status.PERMISSION_DENIED,
  internal: status.INTERNAL,
};

const ERROR_CODE: Readonly<Record<number, ErrorCode>> = {
  ...Object.fromEntries(Object.entries(GRPC_STATUS).map(([code, number]) => [number, code as ErrorCode])),
  [status.OUT_OF_RANGE]: "invalid_argument",
  [status.UNIMPLEMENTED]: "failed_precondition",
  [status.CANCELLED]: "unavailable",
};

export function grpcStatusOf(code: ErrorCode): status {
  return GRPC_STATUS[code];
}

/** The code of a gRPC status; what has no counterpart is `internal`. */
export function errorCodeOfGrpc(number: number): ErrorCode {
  return ERROR_CODE[number] ?? "internal";
}
