import { ServiceError } from "@phm/service-kit";
import type { Request, Response } from "express";

/** What a reader may be behind before it is let go; it comes back with the last id that it has. */
const MAX_BEHIND_BYTES = 1024 * 1024;
const HEARTBEAT_MS = 15_000;

/** Server-Sent Events to one reader (WHATWG HTML, 9.2). Ends when the reader goes, falls behind, or `end` is called. */
export class EventStream {
  readonly #ending = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(
    request: Request,
    private readonly response: Response,
  ) {
    response.status(200).set({
      "Content-Type": "text/event-stream",
      "Cache-Control": "no-store, no-transform",
      // A proxy that gathers an answer before it passes it on would gather for ever.
      "X-Accel-Buffering": "no",
    });
    response.flushHeaders();
    this.#heartbeat = setInterval(() => this.#write(": still here\n\n"), HEARTBEAT_MS);
    request.once("close", () => this.end());
    response.once("close", () => this.end());
  }

  /** Aborts when the stream has ended. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** @param id what the reader shows as `Last-Event-ID` when it comes back */
  send(event: string, id: number, data: unknown): void {
    this.#write(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    if (this.#ending.signal.aborted) return;
    this.#ending.abort();
    clearInterval(this.#heartbeat);
    this.response.end();
  }

  #write(text: string): void {
    if (this.#ending.signal.aborted) return;
    this.response.write(text);
    if (this.response.writableLength > MAX_BEHIND_BYTES) this.response.destroy();
  }
}

const SEQUENCE = /^\d{1,15}$/;

/** The last event that a reader has seen; undefined where it comes for the first time. @throws ServiceError invalid_argument */
export function lastEventId(request: Request): number | undefined {
  const text = request.get("Last-Event-ID");
  if (text === undefined || text === "") return undefined;
  if (SEQUENCE.test(text)) return Number(text);
  const facts = { field: "Last-Event-ID", value: text.slice(0, 80), limit: "the id of an event of this stream" };
  throw new ServiceError("invalid_argument", `Last-Event-ID is ${JSON.stringify(facts.value)}; it must be ${facts.limit}`, facts);
}
