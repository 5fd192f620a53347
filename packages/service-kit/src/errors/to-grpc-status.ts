import { Metadata, type StatusObject } from "@grpc/grpc-js";
import { ERROR_TRAILER } from "./classify-grpc.js";
import { grpcStatusOf } from "./grpc-status.js";
import { ServiceError } from "./service-error.js";

/** How a failure leaves the process: code and message as status, the other facts in a trailer; never the cause. */
export function toGrpcStatus(thrown: unknown): StatusObject {
  const { code, message, retryable, field, value, limit, reason } = ServiceError.from(thrown);
  const metadata = new Metadata();
  metadata.set(ERROR_TRAILER, Buffer.from(JSON.stringify({ retryable, field, value, limit, reason }), "utf8"));
  return { code: grpcStatusOf(code), details: message, metadata };
}
