import { setTimeout as delay } from "node:timers/promises";
import type { ConsumerMessages, ConsumerNotification, JsMsg } from "@nats-io/jetstream";
import { ServiceError } from "../errors/service-error.js";
import { backOffMs } from "../lifecycle/retry-with-back-off.js";
import { withinDeadline } from "../lifecycle/within-deadline.js";
import { ensureConsumer, ensureStream } from "./ensure-topology.js";
import { type LaneState, MessageInHand } from "./message-in-hand.js";
import type { NatsLink } from "./nats-link.js";
import type { ConsumerSpec, StreamSpec } from "./specs.js";

/** Signs that the consumer is gone or that its requests are not answered: it is made sure of and opened anew. */
const TROUBLE = new Set<ConsumerNotification["type"]>([
  "consumer_deleted",
  "consumer_not_found",
  "stream_not_found",
  "no_responders",
  "heartbeats_missed",
]);
/**
 * Two missed ones mean that nobody is there: a consumer that was made on a stream just being deleted goes without any other sign.
 * The client's default would find that out only after half a minute.
 */
const IDLE_HEARTBEAT_MS = 5_000;
const REOPEN_MIN_MS = 50;
const REOPEN_MAX_MS = 2_000;
const GIVE_BACK_DEADLINE_MS = 500;

/** Which message was settled last, so that a redelivery that crossed its ack is known. The time tells apart a stream that was made anew. */
interface Settled {
  readonly sequence: number;
  readonly timestampNanos: bigint;
}

/** Follows one durable consumer, one message at a time, for as long as its partition is open. */
export class PartitionConsumer {
  #open: ConsumerMessages | undefined;
  #lastSettled: Settled | undefined;
  #finished: Promise<void> = Promise.resolve();

  constructor(
    private readonly link: NatsLink,
    private readonly stream: StreamSpec,
    private readonly consumer: ConsumerSpec,
    private readonly group: LaneState,
  ) {}

  /** Opens the consumer, then follows it in the background. */
  async start(): Promise<void> {
    const messages = await this.#consume();
    this.group.draining.addEventListener("abort", () => this.#open?.stop(), { once: true });
    this.#finished = this.#follow(messages);
  }

  /** Resolves when its partition has been told to drain and the message in hand is settled or given back. */
  get finished(): Promise<void> {
    return this.#finished;
  }

  async #follow(first: ConsumerMessages): Promise<void> {
    let messages: ConsumerMessages | undefined = first;
    while (messages && !this.group.draining.aborted) {
      try {
        for await (const delivery of messages) await this.#take(delivery);
      } catch (error) {
        this.group.logger.warn({ durable: this.consumer.durable, err: ServiceError.from(error).message }, "consumer lost");
      }
      messages = await this.#reopen();
    }
  }

  async #take(delivery: JsMsg): Promise<void> {
    if (this.#isRepetition(delivery)) {
      delivery.ack();
      this.group.metrics.repeated.inc({ stream: this.stream.name });
      return;
    }
    const settled = await new MessageInHand(delivery, this.group).settle();
    if (settled) this.#lastSettled = { sequence: delivery.seq, timestampNanos: delivery.timestampNanos };
    else await this.#giveBack(delivery);
  }

  /**
   * Server 2.9 hands a message that is given back to a request whose asker has gone, and then holds it for an ack wait. Asking about
   * the consumer makes it forget such requests first.
   */
  async #giveBack(delivery: JsMsg): Promise<void> {
    await withinDeadline(this.link.manager.consumers.info(this.stream.name, this.consumer.durable), GIVE_BACK_DEADLINE_MS).catch(() => {});
    delivery.nak();
  }

  #isRepetition(delivery: JsMsg): boolean {
    return (
      delivery.redelivered && delivery.seq === this.#lastSettled?.sequence && delivery.timestampNanos === this.#lastSettled.timestampNanos
    );
  }

  async #reopen(): Promise<ConsumerMessages | undefined> {
    const signal = this.group.draining;
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      await delay(backOffMs(attempt, REOPEN_MIN_MS, REOPEN_MAX_MS), undefined, { signal }).catch(() => {});
      if (signal.aborted) return undefined;
      try {
        await ensureStream(this.link, this.stream);
        return await this.#consume();
      } catch (error) {
        this.group.logger.warn(
          { durable: this.consumer.durable, attempt, err: ServiceError.from(error).message },
          "consumer cannot be opened",
        );
      }
    }
    return undefined;
  }

  async #consume(): Promise<ConsumerMessages> {
    const info = await ensureConsumer(this.link, this.stream.name, this.consumer);
    // `bind`: after a reconnect the client asks at once for more, instead of asking about the consumer and waiting half a minute
    // where the broker is not yet ready to answer.
    const messages = await this.link.jetstream.consumers
      .getConsumerFromInfo(info)
      .consume({ bind: true, idle_heartbeat: IDLE_HEARTBEAT_MS });
    this.#open = messages;
    if (this.group.draining.aborted) messages.stop();
    void this.#watch(messages);
    return messages;
  }

  async #watch(messages: ConsumerMessages): Promise<void> {
    for await (const { type } of messages.status()) {
      if (TROUBLE.has(type)) messages.stop();
    }
  }
}
