import { timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { TimeNs } from "@phm/domain";
import type { PushConfig } from "../config/edge-file.js";
import { deliverDocument } from "../mapping/deliver-document.js";
import type { Place } from "../mapping/slow-reading.js";
import type { Source, SourceSession, SourceSink } from "../source/source.js";

/** An acquisition of 4 MiB as decimal numbers. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** JSON documents that others POST, mapped as those of MQTT. 204 is said when they are on disk. */
export class PushSource implements Source {
  readonly name: string;

  constructor(
    private readonly place: Place,
    private readonly config: PushConfig,
    private readonly token: string | undefined,
    private readonly nowNs: () => TimeNs,
  ) {
    this.name = config.name;
  }

  async run({ sink, signal, connected }: SourceSession): Promise<void> {
    const server = createServer((request, response) => {
      this.answer(request, sink)
        .catch(() => 503)
        .then((status) => respond(response, status));
    });
    server.listen(this.config.port, this.config.host);
    await once(server, "listening");
    connected();
    if (!signal.aborted) await once(signal, "abort");
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, sink: SourceSink): Promise<number> {
    if (request.method !== "POST") return 405;
    if (!this.isAllowed(request.headers.authorization ?? "")) return 401;
    const body = await bodyOf(request);
    if (body === undefined) return 413;
    await deliverDocument(this.place, this.config, body, this.nowNs(), sink);
    return 204;
  }

  private isAllowed(authorization: string): boolean {
    if (this.token === undefined) return true;
    const [given, wanted] = [Buffer.from(authorization), Buffer.from(`Bearer ${this.token}`)];
    return given.byteLength === wanted.byteLength && timingSafeEqual(given, wanted);
  }
}

/** Undefined for one that is too large. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.byteLength;
    if (bytes > MAX_BODY_BYTES) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function respond(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
