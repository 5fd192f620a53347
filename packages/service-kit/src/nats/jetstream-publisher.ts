import { headers } from "@nats-io/transport-node";
import { SpanKind } from "@opentelemetry/api";
import { ServiceError } from "../errors/service-error.js";
import { retryWithBackOff } from "../lifecycle/retry-with-back-off.js";
import type { Metrics } from "../metrics/metrics.js";
import { injectTraceContext } from "../telemetry/nats-context.js";
import { withSpan } from "../telemetry/with-span.js";
import type { NatsLink } from "./nats-link.js";

export interface PublisherOptions {
  readonly metrics: Metrics;
  /** Longest time for all attempts, ms. Default: 10 s. */
  readonly deadlineMs?: number;
}

export interface Publication {
  readonly subject: string;
  /** Derived from content identity: the broker drops a repetition within its duplicate window. */
  readonly messageId: string;
  readonly payload: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface PublishReceipt {
  readonly stream: string;
  readonly sequence: number;
  /** The broker had it already. */
  readonly duplicate: boolean;
}

const DEFAULT_DEADLINE_MS = 10_000;
const ATTEMPT_DEADLINE_MS = 3_000;

/** Publishes and waits for the broker's word that the message is stored. */
export class JetStreamPublisher {
  readonly #published;
  readonly #seconds;

  constructor(
    private readonly link: NatsLink,
    private readonly options: PublisherOptions,
  ) {
    this.#published = options.metrics.counter("nats_publishes_total", "Messages published, by outcome.", ["outcome"]);
    this.#seconds = options.metrics.histogram(
      "nats_publish_duration_seconds",
      "Time until the broker has stored a message, retries included.",
    );
  }

  /**
   * Resolves when the broker has stored the message. An attempt without answer is repeated: the message id makes that harmless.
   * @throws ServiceError `resource_exhausted`, retryable, when the stream is full: back-pressure for the caller to pass on;
   *   `invalid_argument` when the payload is over the broker's limit; `unavailable` or `deadline_exceeded` when the time is up
   */
  async publish(publication: Publication): Promise<PublishReceipt> {
    const stop = this.#seconds.startTimer();
    try {
      const receipt = await withSpan(
        `publish ${nounOf(publication.subject)}`,
        attributesOf(publication),
        () => this.#publish(publication),
        SpanKind.PRODUCER,
      );
      this.#published.inc({ outcome: receipt.duplicate ? "duplicate" : "stored" });
      return receipt;
    } catch (error) {
      const failure = ServiceError.from(error);
      this.#published.inc({ outcome: failure.code });
      throw failure;
    } finally {
      stop();
    }
  }

  async #publish({ subject, messageId, payload, headers: extra = {}, signal }: Publication): Promise<PublishReceipt> {
    this.#checkSize(payload);
    const messageHeaders = headers();
    for (const [name, value] of Object.entries(extra)) messageHeaders.set(name, value);
    injectTraceContext(messageHeaders);
    const once = async () => {
      try {
        const options = { msgID: messageId, timeout: ATTEMPT_DEADLINE_MS, headers: messageHeaders };
        const { stream, seq, duplicate } = await this.link.jetstream.publish(subject, payload, options);
        return { stream, sequence: seq, duplicate };
      } catch (error) {
        throw ServiceError.from(error);
      }
    };
    const deadlineAtMs = Date.now() + (this.options.deadlineMs ?? DEFAULT_DEADLINE_MS);
    return retryWithBackOff(once, { minMs: 50, maxMs: 1_000, deadlineAtMs, retries: isTransient, ...(signal && { signal }) });
  }

  #checkSize(payload: Uint8Array): void {
    const limitBytes = this.link.connection.info?.max_payload ?? Number.POSITIVE_INFINITY;
    if (payload.length <= limitBytes) return;
    throw new ServiceError("invalid_argument", `the payload is ${payload.length} bytes; the broker takes at most ${limitBytes} bytes`, {
      field: "payload",
      value: `${payload.length} bytes`,
      limit: `at most ${limitBytes} bytes`,
      reason: "message_too_large",
    });
  }
}

/** A full stream is transient too, but waiting for room is the caller's decision: he may have somebody to slow down. */
function isTransient(error: unknown): boolean {
  return error instanceof ServiceError && (error.code === "unavailable" || error.code === "deadline_exceeded");
}

function attributesOf({ subject, messageId, payload }: Publication) {
  return {
    "messaging.system": "nats",
    "messaging.destination.name": subject,
    "messaging.message.id": messageId,
    "messaging.message.body.size": payload.length,
  };
}

/** Second word of `phm.<noun>.v1…`: a span's name must not carry ids. */
function nounOf(subject: string): string {
  return subject.split(".")[1] ?? subject;
}
