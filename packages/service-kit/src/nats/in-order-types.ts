import type { Logger } from "pino";
import type { Metrics } from "../metrics/metrics.js";
import type { JetStreamPublisher } from "./jetstream-publisher.js";
import type { NatsLink } from "./nats-link.js";
import type { StreamTopology } from "./specs.js";

/** A delivered message as a handler sees it. */
export interface ReceivedMessage {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly messageId: string | undefined;
  readonly stream: string;
  readonly durable: string;
  /** Sequence in the stream. */
  readonly sequence: number;
  /** 1 for the first delivery or attempt; counts broker redeliveries and retries in place. */
  readonly attempt: number;
  header(name: string): string | undefined;
}

/**
 * Handles one message. Resolve when its result is stored and published. Throw a retryable error to be called again with the same
 * message (nothing behind it in its partition is delivered meanwhile), a non-retryable one to dead-letter it. The signal is aborted
 * when the partition, or the group, has been told to stop and the deadline has passed.
 */
export type MessageHandler = (message: ReceivedMessage, signal: AbortSignal) => Promise<void>;

export interface InOrderOptions {
  readonly link: NatsLink;
  readonly topology: readonly StreamTopology[];
  readonly handle: MessageHandler;
  readonly publisher: JetStreamPublisher;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Messages handled at the same time over all consumers. Default: 8. */
  readonly maxInFlight?: number;
  /** `when_told`: no partition is open before {@link ConsumerGroup.open}. Default: all are, at once. */
  readonly partitions?: "at_once" | "when_told";
  /** First and longest pause between attempts, ms. Default: 100 and 10 000. */
  readonly retryMinMs?: number;
  readonly retryMaxMs?: number;
}

/** A running set of consumers. */
export interface ConsumerGroup {
  /** Takes no new message and waits for those in hand. A message that is being retried goes back to the broker. */
  drain(): Promise<void>;
  /** As `drain`; what is still in hand after the deadline is aborted and goes back to the broker. Idempotent. */
  stop(deadlineMs: number): Promise<void>;
  /** Begins to consume a partition; no effect where it is open. */
  open(partition: number): Promise<void>;
  /**
   * Takes no new message of a partition and waits for those in hand; what is still in hand after the deadline is aborted and goes back to
   * the broker. No effect where it is not open.
   */
  close(partition: number, deadlineMs: number): Promise<void>;
  /** Messages in hand. */
  readonly inFlight: number;
}
