import type { JetStreamClient, JetStreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";

/** One connection to the broker, shared by everything in a process. */
export interface NatsLink {
  readonly connection: NatsConnection;
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
  /** Resolves when the broker answers; rejects with `unavailable` and the reason. For `/readyz`. */
  check(): Promise<void>;
  /** Sends what is buffered, then closes. Idempotent. */
  close(): Promise<void>;
}
