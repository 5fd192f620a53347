import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import { withinDeadline } from "../lifecycle/within-deadline.js";
import type { Metrics } from "../metrics/metrics.js";
import { openBucket } from "../nats/bucket.js";
import type { ConsumerGroup } from "../nats/in-order-types.js";
import type { NatsLink } from "../nats/nats-link.js";
import type { EpochBook } from "./epoch-book.js";
import { leaseMetrics } from "./lease-metrics.js";
import { PartitionLeases } from "./partition-leases.js";

/** Small: a name and a number for each process and each partition. */
const BUCKET = { maxBytes: 1024 * 1024, maxValueBytes: 1024 };

export interface OwnedPartitionsOptions {
  readonly link: NatsLink;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** The service whose processes share the partitions; the buckets are `phm_<service>_members` and `phm_<service>_owners`. */
  readonly service: string;
  readonly partitions: readonly number[];
  /** The name of this process among them. Default: one of its own, so that what it holds when it is killed is free only after the lease. */
  readonly member?: string | undefined;
  readonly leaseMs: number;
  readonly epochs: EpochBook;
}

/**
 * The partitions that this process owns, each consumed while it does. Made with the service's context, so that handlers can ask under
 * which epoch they may write; started with its consumers.
 */
export class OwnedPartitions {
  #leases: PartitionLeases | undefined;

  constructor(private readonly options: OwnedPartitionsOptions) {}

  /** @param group with no partition open @param deadlineMs how long messages in hand may take when a partition is given away */
  async start(group: ConsumerGroup, deadlineMs: number): Promise<void> {
    const { link, logger, service, partitions, leaseMs, epochs, member = randomUUID() } = this.options;
    const members = await openBucket(link, `phm_${service}_members`, { ...BUCKET, ttlMs: leaseMs });
    const owners = await openBucket(link, `phm_${service}_owners`, BUCKET);
    const leases = new PartitionLeases({
      ...{ members, owners, partitions, leaseMs, member, newLife: randomUUID, nowMs: () => performance.now(), logger },
      metrics: leaseMetrics(this.options.metrics, () => leases.held().length),
      tenant: {
        raiseEpochs: (claimed) => epochs.raise(claimed),
        take: (partition) => group.open(partition),
        leave: (partition, atOnce) => group.close(partition, atOnce ? 0 : deadlineMs),
      },
    });
    this.#leases = leases;
    await leases.start();
  }

  /** Gives all partitions back. What the broker does not answer within the deadline lapses by itself. */
  async stop(deadlineMs: number): Promise<void> {
    if (this.#leases) await withinDeadline(this.#leases.stop(), deadlineMs).catch(() => {});
  }

  /** The epoch under which a partition may be written now. @throws ServiceError retryable where this process does not own it */
  epochOf(partition: number): number {
    if (this.#leases) return this.#leases.epochOf(partition);
    throw new Error("the partitions have not been started");
  }

  /** A record of the partition has been written under a later epoch: it is left at once. */
  async superseded(partition: number): Promise<void> {
    await this.#leases?.lost(partition, "later_epoch");
  }
}
