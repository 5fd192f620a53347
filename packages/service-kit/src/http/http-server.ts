import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";
import { listenError } from "../errors/listen-error.js";

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly app: Express;
  /** Name of the port's variable, for the message when it is taken. */
  readonly portVariable: string;
  /** How long a caller may take. Default: headers 15 s, a whole request 5 min (a photo over a slow line), looked at each 5 s. */
  readonly patience?: Patience;
}

/** How long a caller may hold a connection without having said what it wants, in ms; then it is answered 408 and closed. */
export interface Patience {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly lookedAtEveryMs: number;
}

const PATIENCE: Patience = { headersMs: 15_000, requestMs: 300_000, lookedAtEveryMs: 5_000 };
/** Beyond this a request is not answered: headers of proxies and tokens are well below it. */
const MAX_HEADER_BYTES = 16 * 1024;
/** So many callers at once; more wait in the system's queue for a connection. */
const MAX_CONNECTIONS = 4_096;

/** An Express application on a port. `start` and `stop` are idempotent. */
export class HttpServer {
  #starting: Promise<Server> | undefined;

  constructor(private readonly options: HttpServerOptions) {}

  /** Gives the port. Rejects with `failed_precondition` naming port and variable when it is taken. */
  async start(): Promise<number> {
    this.#starting ??= listen(this.options);
    return ((await this.#starting).address() as AddressInfo).port;
  }

  /** Closes at once: a caller's idle connection must not hold up an exit. */
  async stop(): Promise<void> {
    const server = await this.#starting?.catch(() => undefined);
    if (!server?.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }
}

function listen({ host, port, app, portVariable, patience = PATIENCE }: HttpServerOptions): Promise<Server> {
  const { headersMs: headersTimeout, requestMs: requestTimeout, lookedAtEveryMs: connectionsCheckingInterval } = patience;
  const server = createServer({ headersTimeout, requestTimeout, connectionsCheckingInterval, maxHeaderSize: MAX_HEADER_BYTES }, app);
  server.maxConnections = MAX_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenError(host, port, portVariable, error)));
    server.listen(port, host, () => resolve(server));
  });
}
