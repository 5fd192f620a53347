import type { Readable } from "node:stream";
import { decoded, type Undecodable } from "./decoding.js";

interface IncomingOptions {
  /** Ends the messages by throwing the signal's reason: the call is over. */
  readonly cancelled?: AbortSignal;
  /** Ends the messages as if the sender had finished: the server takes no more. */
  readonly draining?: AbortSignal;
}

/**
 * The messages of one direction of a call, read one at a time: what is not asked for stays in the transport's window, which is what
 * slows a fast sender down. Iterate once.
 */
export class IncomingMessages<T> implements AsyncIterable<T> {
  #wake: () => void = () => {};
  #ended = false;
  #failure: { readonly error: unknown } | undefined;
  readonly #finish = (): void => {
    this.#ended = true;
    this.#wake();
  };

  constructor(
    private readonly source: Readable,
    private readonly options: IncomingOptions = {},
  ) {
    source.on("readable", () => this.#wake());
    source.on("end", () => this.#finish());
    source.on("close", () => this.#finish());
    source.on("error", (error) => this.#fail(error));
    options.draining?.addEventListener("abort", this.#finish, { once: true });
    const { cancelled } = options;
    cancelled?.addEventListener("abort", () => this.#fail(cancelled.reason), { once: true });
    if (cancelled?.aborted) this.#fail(cancelled.reason);
    if (options.draining?.aborted) this.#finish();
  }

  /** Why the messages ended early, also where the reader has swallowed it. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  /** Lets go of the signals, which outlive the call. */
  release(): void {
    this.options.draining?.removeEventListener("abort", this.#finish);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      if (this.#failure) throw this.#failure.error;
      const message = this.options.draining?.aborted ? null : (this.source.read() as T | Undecodable | null);
      if (message !== null) yield this.#decoded(message);
      else if (this.#ended) return;
      else await this.#change();
    }
  }

  #decoded(message: T | Undecodable): T {
    try {
      return decoded(message);
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #fail(error: unknown): void {
    this.#failure ??= { error };
    this.#wake();
  }
}
