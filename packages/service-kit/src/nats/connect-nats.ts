import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { Logger } from "pino";
import { ServiceError } from "../errors/service-error.js";
import { retryWithBackOff } from "../lifecycle/retry-with-back-off.js";
import { withinDeadline } from "../lifecycle/within-deadline.js";
import type { NatsLink } from "./nats-link.js";

export interface NatsOptions {
  readonly url: string;
  /** Shown in the broker's connection list. */
  readonly name: string;
  readonly logger: Logger;
  /** Largest message that the suite sends, bytes. Default: 8 MiB. */
  readonly minPayloadBytes?: number;
  /** How long the first connection is tried, ms. Default: 30 s. Later ones are tried for ever. */
  readonly connectDeadlineMs?: number;
}

const DEFAULT_MIN_PAYLOAD_BYTES = 8 * 1024 * 1024;
const DEFAULT_CONNECT_DEADLINE_MS = 30_000;
const CHECK_DEADLINE_MS = 2_000;

/**
 * Connects to the broker and checks that it is fit: JetStream on, `max_payload` large enough. Reconnects for ever afterwards.
 * @throws ServiceError `unavailable` when nobody answers in time, `failed_precondition` when the broker is not fit
 */
export async function connectNats(options: NatsOptions): Promise<NatsLink> {
  const connection = await firstConnection(options);
  try {
    return await linkOf(connection, options);
  } catch (error) {
    await connection.close();
    throw error;
  }
}

function firstConnection({ url, name, connectDeadlineMs = DEFAULT_CONNECT_DEADLINE_MS }: NatsOptions): Promise<NatsConnection> {
  const dial = () =>
    connect({
      servers: url,
      name,
      reconnect: true,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 100,
      ignoreAuthErrorAbort: true,
    });
  const retries = (error: unknown) => ServiceError.from(error).retryable;
  return retryWithBackOff(dial, { minMs: 100, maxMs: 1_000, deadlineAtMs: Date.now() + connectDeadlineMs, retries }).catch((error) => {
    const { code, message } = ServiceError.from(error);
    throw new ServiceError(
      code === "unauthenticated" ? code : "unavailable",
      `no NATS at ${withoutCredentials(url)} (NATS_URL): ${message}`,
      { cause: error },
    );
  });
}

async function linkOf(connection: NatsConnection, options: NatsOptions): Promise<NatsLink> {
  const { info } = connection;
  const server = `the NATS server at ${withoutCredentials(options.url)}`;
  const minPayloadBytes = options.minPayloadBytes ?? DEFAULT_MIN_PAYLOAD_BYTES;
  if (info?.jetstream !== true) throw unfit("jetstream", "off", "on", `${server} has JetStream off; switch it on`);
  if (info.max_payload < minPayloadBytes) {
    const message = `${server} has max_payload ${info.max_payload}; it must be at least ${minPayloadBytes}`;
    throw unfit("max_payload", String(info.max_payload), `at least ${minPayloadBytes}`, message);
  }
  // The broker says nothing about a stopped process: the state is followed here, for checks that answer at once.
  let connected = true;
  follow(connection, options.logger, (state) => {
    connected = state;
  });
  return {
    connection,
    jetstream: jetstream(connection),
    manager: await jetstreamManager(connection),
    check: async () => {
      if (!connected) throw new ServiceError("unavailable", `the connection to ${server} is lost`);
      await withinDeadline(connection.rtt(), CHECK_DEADLINE_MS);
    },
    close: async () => {
      if (connection.isClosed()) return;
      // Draining waits for the broker: pointless and endless while it is away.
      await (connected ? withinDeadline(connection.drain(), CHECK_DEADLINE_MS).catch(() => connection.close()) : connection.close());
    },
  };
}

async function follow(connection: NatsConnection, logger: Logger, onState: (connected: boolean) => void): Promise<void> {
  for await (const { type } of connection.status()) {
    if (type === "disconnect" || type === "reconnect") {
      onState(type === "reconnect");
      logger.warn({ event: type }, type === "reconnect" ? "connected to NATS again" : "the connection to NATS is lost");
    }
  }
}

function unfit(field: string, value: string, limit: string, message: string): ServiceError {
  return new ServiceError("failed_precondition", message, { field, value, limit });
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//");
}
