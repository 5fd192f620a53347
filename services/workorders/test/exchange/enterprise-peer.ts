import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { JsonPart } from "@phm/advisory";

/** An order as the other system keeps it. */
interface KeptOrder {
  readonly number: string;
  readonly body: { readonly ref: string; readonly rev: number };
}

/**
 * A maintenance system that plays the other side: it keeps an order by our reference, whatever is sent how often, and tells of its own
 * changes when it is asked.
 */
export class EnterprisePeer {
  readonly orders = new Map<string, KeptOrder>();
  readonly posts: { readonly key: string | undefined; readonly token: string | undefined; readonly body: object }[] = [];
  readonly changes: JsonPart[] = [];
  /** What it answers to orders; above 299 it takes none. */
  status = 201;
  /** Seconds, or a date. */
  retryAfter = "1";
  /** So many answers are lost on their way: the order is there, and nobody is told. */
  lostAnswers = 0;
  pageSize = 1_000;
  /** Whether orders are answered at all; nothing of one that is not is kept. */
  answers = true;
  #wasAsked: () => void = () => undefined;
  /** Resolves when an order has come that is not answered. */
  readonly asked = new Promise<void>((resolve) => {
    this.#wasAsked = resolve;
  });
  #server: Server | undefined;

  async start(): Promise<string> {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, body }) => {
        if (this.lostAnswers-- > 0) return request.socket.destroy();
        return response.writeHead(status, { "content-type": "application/json", "retry-after": this.retryAfter }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  stop(): void {
    this.#server?.close();
    this.#server?.closeAllConnections();
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const url = new URL(request.url ?? "", "http://peer");
    if (request.method === "GET") {
      const from = Number(url.searchParams.get("since") || 0);
      const data = this.changes.slice(from, from + this.pageSize);
      return { status: this.status > 299 ? this.status : 200, body: { data, paging: { next: from + data.length } } };
    }
    const body = JSON.parse(await textOf(request)) as KeptOrder["body"];
    if (!this.answers) {
      this.#wasAsked();
      return new Promise(() => undefined);
    }
    this.posts.push({ key: request.headers["idempotency-key"] as string, token: request.headers.authorization, body });
    if (this.status > 299) return { status: this.status, body: {} };
    const known = this.orders.get(body.ref);
    const number = known?.number ?? `WO-${this.orders.size + 1}`;
    if (!known || body.rev >= known.body.rev) this.orders.set(body.ref, { number, body });
    return { status: known ? 200 : 201, body: { result: { number } } };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
