import { ServiceError } from "../errors/service-error.js";
import { withinDeadline } from "../lifecycle/within-deadline.js";
import type { GroupState } from "./message-in-hand.js";
import type { NatsLink } from "./nats-link.js";
import { PartitionLane, type StreamConsumer } from "./partition-lane.js";
import type { StreamTopology } from "./specs.js";

/** The partitions of a group, opened and closed one by one. What is told of one partition is done in the order in which it is told. */
export class PartitionLanes {
  readonly #consumers: ReadonlyMap<string, readonly StreamConsumer[]>;
  readonly #lanes = new Map<string, PartitionLane>();
  readonly #last = new Map<string, Promise<void>>();

  constructor(
    private readonly link: NatsLink,
    topology: readonly StreamTopology[],
    private readonly group: GroupState,
    /** How long the broker may take to hear of the last acks. */
    private readonly flushMs: number,
  ) {
    this.#consumers = byPartition(topology);
  }

  async openAll(): Promise<void> {
    await Promise.all([...this.#consumers.keys()].map((key) => this.#open(key)));
  }

  /** @throws ServiceError invalid_argument where the topology has no such partition */
  async open(partition: number): Promise<void> {
    const key = keyOf(partition);
    if (!this.#consumers.has(key)) {
      throw new ServiceError("invalid_argument", `no consumer is of partition ${partition}`, {
        field: "partition",
        value: String(partition),
      });
    }
    await this.#open(key);
  }

  async close(partition: number, deadlineMs: number): Promise<void> {
    await this.#close(keyOf(partition), deadlineMs, `partition ${partition} goes to another process`);
  }

  async drainAll(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.drain()));
    await this.#flush();
  }

  async stopAll(deadlineMs: number): Promise<void> {
    await Promise.all([...this.#lanes.keys()].map((key) => this.#close(key, deadlineMs, "the service is stopping")));
  }

  #open(key: string): Promise<void> {
    return this.#afterLast(key, async () => {
      if (this.#lanes.has(key)) return;
      const lane = new PartitionLane(this.link, this.#consumers.get(key) ?? [], this.group);
      this.#lanes.set(key, lane);
      await lane.open().catch(async (error) => {
        this.#lanes.delete(key);
        await lane.drain();
        throw error;
      });
    });
  }

  #close(key: string, deadlineMs: number, why: string): Promise<void> {
    return this.#afterLast(key, async () => {
      const lane = this.#lanes.get(key);
      if (!lane) return;
      await lane.stop(deadlineMs, why);
      await this.#flush();
      this.#lanes.delete(key);
    });
  }

  #afterLast(key: string, work: () => Promise<void>): Promise<void> {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work);
    this.#last.set(
      key,
      done.catch(() => {}),
    );
    return done;
  }

  /** A broker that is away gets the messages' acks never; it will deliver them again. */
  async #flush(): Promise<void> {
    await withinDeadline(this.link.connection.flush(), this.flushMs).catch(() => {});
  }
}

const keyOf = (partition: number): string => `partition ${partition}`;

function byPartition(topology: readonly StreamTopology[]): Map<string, StreamConsumer[]> {
  const consumers = new Map<string, StreamConsumer[]>();
  for (const { stream, consumers: specs } of topology) {
    for (const consumer of specs) {
      const key = consumer.partition === undefined ? `${stream.name} ${consumer.durable}` : keyOf(consumer.partition);
      consumers.set(key, [...(consumers.get(key) ?? []), { stream, consumer }]);
    }
  }
  return consumers;
}
