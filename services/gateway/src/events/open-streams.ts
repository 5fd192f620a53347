import { ServiceError } from "@phm/service-kit";
import type { EventStream } from "./event-stream.js";

/** Each holds a connection and a consumer on the broker. */
const MAX_STREAMS = 1_000;

/** The event streams that are open now. */
export class OpenStreams {
  readonly #open = new Set<EventStream>();
  #closing = false;

  /** @throws ServiceError where there are too many, or the service is going down */
  check(): void {
    if (this.#closing) throw new ServiceError("unavailable", "this gateway is going down");
    if (this.#open.size < MAX_STREAMS) return;
    const facts = { field: "streams", value: String(this.#open.size), limit: `fewer than ${MAX_STREAMS}`, retryable: true };
    throw new ServiceError("resource_exhausted", `${MAX_STREAMS} streams of events are open here already`, facts);
  }

  add(stream: EventStream): EventStream {
    this.#open.add(stream);
    stream.signal.addEventListener("abort", () => this.#open.delete(stream), { once: true });
    return stream;
  }

  /** Ends all of them, and lets no new one begin. */
  end(): void {
    this.#closing = true;
    for (const stream of this.#open) stream.end();
  }
}
