import type { Metadata } from "@grpc/grpc-js";

/** What a handler knows about its call besides the messages. */
export interface CallContext {
  /** Full method name, `package.Service/Method`. */
  readonly method: string;
  /** Aborted when the caller cancels, the deadline passes or the server stops. */
  readonly signal: AbortSignal;
  readonly metadata: Metadata;
  /** Address of the caller, for logs. */
  readonly peer: string;
}
