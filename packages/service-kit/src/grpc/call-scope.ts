import type { ServerSurfaceCall } from "@grpc/grpc-js/build/src/server-call.js";
import { ServiceError } from "../errors/service-error.js";
import type { CallContext } from "./call-context.js";

/** The life of one call on the server: its context for the handler, ended by cancellation or deadline, whichever comes first. */
export class CallScope {
  readonly context: CallContext;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout | undefined;

  /** @param defaultDeadlineMs for a caller that gave no deadline; undefined where the call may last for ever (streams) */
  constructor(call: ServerSurfaceCall, method: string, defaultDeadlineMs?: number) {
    this.context = { method, signal: this.#controller.signal, metadata: call.metadata, peer: call.getPeer() };
    const deadlineMs = Number(call.getDeadline());
    call.on("cancelled", () => this.#end(deadlineMs <= Date.now() ? deadlineExceeded(method) : cancelled(method)));
    if (defaultDeadlineMs !== undefined && !Number.isFinite(deadlineMs)) {
      this.#timer = setTimeout(() => this.#end(deadlineExceeded(method, defaultDeadlineMs)), defaultDeadlineMs);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The result of `work`, or the reason why the call has ended before it. */
  run<T>(work: () => Promise<T> | T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const { signal } = this;
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      Promise.resolve().then(work).then(resolve, reject);
    }).finally(() => clearTimeout(this.#timer));
  }

  #end(reason: ServiceError): void {
    this.#controller.abort(reason);
  }
}

function cancelled(method: string): ServiceError {
  return new ServiceError("unavailable", `${method} was given up by its caller`, { retryable: false, reason: "cancelled" });
}

function deadlineExceeded(method: string, deadlineMs?: number): ServiceError {
  const limit = deadlineMs === undefined ? "the caller's deadline" : `${deadlineMs} ms`;
  return new ServiceError("deadline_exceeded", `${method} took longer than ${limit}`, { limit });
}
