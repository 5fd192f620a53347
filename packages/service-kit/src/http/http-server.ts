import type { Server } from "node:http";
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
}

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

function listen({ host, port, app, portVariable }: HttpServerOptions): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Express 5 gives a failure to listen to the callback as well.
    const server = app.listen(port, host, (error?: NodeJS.ErrnoException) =>
      error ? reject(listenError(host, port, portVariable, error)) : resolve(server),
    );
  });
}
