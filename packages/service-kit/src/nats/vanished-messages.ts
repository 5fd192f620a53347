import type { ConsumerInfo } from "@nats-io/jetstream";
import type { Logger } from "pino";
import { ServiceError } from "../errors/service-error.js";
import type { NatsLink } from "./nats-link.js";

const ACK = new TextEncoder().encode("+ACK");

/**
 * Releases consumers that wait for the ack of a message which no longer exists.
 *
 * After kill -9, server 2.9 can come back with a stream that knows of an ack (the message is gone) and a consumer that does not (it counts
 * as handed out). The server then tries to hand it out again, for ever, and with one message out at a time the partition stands still.
 * The cure is the ack that the consumer missed; an ack for a message that is gone can take nothing from anybody.
 */
export class VanishedMessages {
  /** What each consumer waited for at the last look. Only what stays the same from look to look is looked into. */
  #waitedFor = new Map<string, number>();

  constructor(
    private readonly link: NatsLink,
    private readonly streams: readonly string[],
    private readonly logger: Logger,
  ) {}

  /** Looks once at all consumers. Never rejects: while the broker is away there is nothing to release. */
  async look(): Promise<void> {
    const waitsFor = new Map<string, number>();
    try {
      for (const stream of this.streams) {
        for await (const consumer of this.link.manager.consumers.list(stream)) {
          if (consumer.num_ack_pending === 0) continue;
          waitsFor.set(consumer.name, consumer.ack_floor.stream_seq);
          if (this.#waitedFor.get(consumer.name) === consumer.ack_floor.stream_seq) await this.#release(stream, consumer);
        }
      }
    } catch (error) {
      this.logger.debug({ err: ServiceError.from(error).message }, "could not look for vanished messages");
    }
    this.#waitedFor = waitsFor;
  }

  /** Acks what the consumer has handed out and the stream does not have. What is there is being worked on, and left alone. */
  async #release(stream: string, { name, ack_floor, delivered }: ConsumerInfo): Promise<void> {
    for (let sequence = ack_floor.stream_seq + 1; sequence <= delivered.stream_seq; sequence++) {
      if ((await this.link.manager.streams.getMessage(stream, { seq: sequence })) !== null) continue;
      // $JS.ACK.<stream>.<consumer>.<deliveries>.<stream sequence>.<consumer sequence>.<time>.<pending>
      this.link.connection.publish(`$JS.ACK.${stream}.${name}.1.${sequence}.${delivered.consumer_seq}.0.0`, ACK);
      this.logger.warn({ stream, durable: name, sequence }, "released a consumer that waited for a message that no longer exists");
    }
  }
}
