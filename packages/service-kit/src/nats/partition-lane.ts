import { setMaxListeners } from "node:events";
import { ServiceError } from "../errors/service-error.js";
import { withinDeadline } from "../lifecycle/within-deadline.js";
import type { GroupState } from "./message-in-hand.js";
import type { NatsLink } from "./nats-link.js";
import { PartitionConsumer } from "./partition-consumer.js";
import type { ConsumerSpec, StreamSpec } from "./specs.js";

/** Time for aborted handlers to let go, so that their messages go back to the broker at once. */
const ABORT_GRACE_MS = 500;

/** One durable consumer of a stream. */
export interface StreamConsumer {
  readonly stream: StreamSpec;
  readonly consumer: ConsumerSpec;
}

/** The consumers of one partition, over all streams: they open and close together. Opened once. */
export class PartitionLane {
  readonly #draining = new AbortController();
  readonly #aborting = new AbortController();
  readonly #consumers: readonly PartitionConsumer[];

  constructor(link: NatsLink, consumers: readonly StreamConsumer[], group: GroupState) {
    setMaxListeners(0, this.#draining.signal, this.#aborting.signal);
    const state = { ...group, draining: this.#draining.signal, aborting: this.#aborting.signal };
    this.#consumers = consumers.map(({ stream, consumer }) => new PartitionConsumer(link, stream, consumer, state));
  }

  async open(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.start()));
  }

  /** Takes no new message and waits for the one in hand of each consumer. */
  async drain(): Promise<void> {
    this.#draining.abort();
    await Promise.all(this.#consumers.map((consumer) => consumer.finished));
  }

  /** As `drain`; what is still in hand after the deadline is aborted and goes back to the broker. @param why what its handler is told */
  async stop(deadlineMs: number, why: string): Promise<void> {
    await withinDeadline(this.drain(), deadlineMs).catch(async () => {
      this.#aborting.abort(new ServiceError("unavailable", why));
      await withinDeadline(this.drain(), ABORT_GRACE_MS).catch(() => {});
    });
  }
}
