import type { Metadata } from "@grpc/grpc-js";
import type { Caller } from "./identity/admission.js";

/** What a handler knows about its call besides the messages. */
export interface CallContext {
  /** Full method name, `package.Service/Method`. */
  readonly method: string;
  /** Aborted when the caller cancels, the deadline passes or the server stops. */
  readonly signal: AbortSignal;
  readonly metadata: Metadata;
  /** Who calls; absent where the server asks for no keys. */
  readonly caller?: Caller;
  /** Address of the caller, for logs. */
  readonly peer: string;
}
