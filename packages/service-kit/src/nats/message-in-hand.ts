import { setTimeout as delay } from "node:timers/promises";
import type { JsMsg } from "@nats-io/jetstream";
import { SpanKind } from "@opentelemetry/api";
import type { Logger } from "pino";
import { ServiceError } from "../errors/service-error.js";
import { backOffMs } from "../lifecycle/retry-with-back-off.js";
import { withTraceContextOf } from "../telemetry/nats-context.js";
import { withSpan } from "../telemetry/with-span.js";
import type { ConsumerMetrics } from "./consumer-metrics.js";
import { publishDeadLetter } from "./dead-letter.js";
import type { MessageHandler, ReceivedMessage } from "./in-order-types.js";
import type { JetStreamPublisher } from "./jetstream-publisher.js";
import type { Semaphore } from "./semaphore.js";

/** What all partitions of a group share. */
export interface GroupState {
  readonly handle: MessageHandler;
  readonly publisher: JetStreamPublisher;
  readonly logger: Logger;
  readonly metrics: ConsumerMetrics;
  readonly slots: Semaphore;
  readonly retryMinMs: number;
  readonly retryMaxMs: number;
  readonly inHand: Set<MessageInHand>;
}

/** The same, with the signals of one partition. */
export interface LaneState extends GroupState {
  /** Aborted when no new attempt may begin. */
  readonly draining: AbortSignal;
  /** Aborted when attempts under way must end. */
  readonly aborting: AbortSignal;
}

/** One delivered message from its arrival until the broker has been told what became of it. */
export class MessageInHand {
  readonly #labels: { readonly stream: string };

  constructor(
    private readonly delivery: JsMsg,
    private readonly group: LaneState,
  ) {
    this.#labels = { stream: delivery.info.stream };
  }

  /** Tells the broker that the message is not forgotten. */
  working(): void {
    this.delivery.working();
  }

  /** Works on the message until it is acked or given up (true) or the group drains, so that it must be given back (false). Never rejects. */
  async settle(): Promise<boolean> {
    const { group } = this;
    group.inHand.add(this);
    try {
      for (let attempt = this.delivery.info.deliveryCount; !group.draining.aborted; attempt += 1) {
        const failure = await this.#attempt(attempt);
        if (failure === undefined) return true;
        await this.#pause(attempt, failure);
      }
      return false;
    } finally {
      group.inHand.delete(this);
    }
  }

  /** The failure after which the message must be tried again; undefined when it is settled. */
  async #attempt(attempt: number): Promise<ServiceError | undefined> {
    const { group } = this;
    const leave = await group.slots.enter();
    // Waiting for a slot can outlast the group.
    if (group.draining.aborted) {
      leave();
      return new ServiceError("unavailable", "the service is stopping");
    }
    group.metrics.inFlight.inc(this.#labels);
    const stop = group.metrics.duration.startTimer(this.#labels);
    try {
      await this.#handle(attempt);
      this.delivery.ack();
      group.metrics.handled.inc(this.#labels);
      return undefined;
    } catch (error) {
      const failure = ServiceError.from(error);
      return failure.retryable || group.aborting.aborted ? failure : await this.#giveUp(failure);
    } finally {
      stop();
      group.metrics.inFlight.dec(this.#labels);
      leave();
    }
  }

  #handle(attempt: number): Promise<void> {
    const { delivery, group } = this;
    const received = receivedMessage(delivery, attempt);
    const attributes = { "messaging.system": "nats", "messaging.destination.name": received.subject, "phm.attempt": attempt };
    const name = `handle ${received.subject.split(".")[1] ?? received.subject}`;
    return withTraceContextOf(delivery.headers, () =>
      withSpan(name, attributes, () => group.handle(received, group.aborting), SpanKind.CONSUMER),
    );
  }

  async #giveUp(failure: ServiceError): Promise<ServiceError | undefined> {
    const { delivery, group } = this;
    const { stream, consumer, streamSequence } = delivery.info;
    try {
      await publishDeadLetter(group.publisher, {
        source: consumer,
        origin: delivery.subject,
        messageId: delivery.headers?.get(MESSAGE_ID) || `${stream}:${streamSequence}`,
        payload: delivery.data,
        error: failure,
      });
    } catch (error) {
      // Not given up before the dead letter is safe: that would be a silent drop.
      return ServiceError.from(error);
    }
    delivery.term();
    group.metrics.deadLettered.inc({ ...this.#labels, reason: failure.reason });
    group.logger.error(
      { subject: delivery.subject, sequence: streamSequence, reason: failure.reason, err: failure.cause ?? failure },
      "message dead-lettered",
    );
    return undefined;
  }

  async #pause(attempt: number, failure: ServiceError): Promise<void> {
    const { delivery, group } = this;
    if (group.draining.aborted) return;
    group.metrics.retried.inc({ ...this.#labels, code: failure.code });
    group.logger.warn(
      { subject: delivery.subject, sequence: delivery.seq, attempt, code: failure.code, err: failure.message },
      "message is tried again",
    );
    await delay(backOffMs(attempt, group.retryMinMs, group.retryMaxMs), undefined, { signal: group.draining }).catch(() => {});
  }
}

const MESSAGE_ID = "Nats-Msg-Id";

function receivedMessage(delivery: JsMsg, attempt: number): ReceivedMessage {
  const { stream, consumer, streamSequence } = delivery.info;
  const header = (name: string) => delivery.headers?.get(name) || undefined;
  return {
    subject: delivery.subject,
    payload: delivery.data,
    messageId: header(MESSAGE_ID),
    stream,
    durable: consumer,
    sequence: streamSequence,
    attempt,
    header,
  };
}
