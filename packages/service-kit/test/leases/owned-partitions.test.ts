import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type ConsumerGroup, EpochBook, Metrics, OwnedPartitions, openStore, type PartitionEpochs } from "@phm/service-kit";
import { PARTITIONS as P, type PartitionBench, partitionBench, partitionIn } from "../nats/partition-bench.js";
import { logger, STREAM } from "../nats/setup.js";
import { until } from "../nats/until.js";

const LEASE_MS = 1_500;
const TOPOLOGY = [
  {
    stream: STREAM,
    consumers: P.map((partition) => ({
      durable: `reader-${partition}`,
      filterSubject: `phm.test.v1.${partition}.>`,
      ackWaitMs: 2_000,
      partition,
    })),
  },
];

let it: PartitionBench;
let epochs: EpochBook;
beforeEach(async () => {
  it = await partitionBench();
  const folder = await mkdtemp(join(tmpdir(), "phm-leases-"));
  it.cleanup(() => rm(folder, { recursive: true, force: true }));
  const store = await openStore({ database: "leases", folder, file: "leases.db" });
  epochs = new EpochBook(await store.collection<PartitionEpochs>({ name: "partition_epochs", indexes: [] }));
  it.cleanup(() => store.close());
});
afterEach(() => it.close());

interface Process {
  readonly owned: OwnedPartitions;
  readonly group: ConsumerGroup;
  /** Partitions of which it has handled messages, with how many. */
  readonly handled: Map<number, number>;
  held(): number[];
  stop(): Promise<void>;
}

async function processOf(member: string): Promise<Process> {
  const owned = new OwnedPartitions({
    ...{ link: it.link, logger, metrics: new Metrics(`test-${member}`), service: "test", partitions: P, member, leaseMs: LEASE_MS, epochs },
  });
  const handled = new Map<number, number>();
  const group = await it.consume(
    async (message) => {
      owned.epochOf(partitionIn(message));
      handled.set(partitionIn(message), (handled.get(partitionIn(message)) ?? 0) + 1);
    },
    { topology: TOPOLOGY, partitions: "when_told", metrics: new Metrics(`consume-${member}`) },
  );
  await owned.start(group, 1_000);
  const held = () =>
    P.filter((partition) => {
      try {
        return owned.epochOf(partition) > 0;
      } catch {
        return false;
      }
    });
  it.cleanup(() => owned.stop(1_000));
  return { owned, group, handled, held, stop: () => owned.stop(1_000) };
}

describe("processes that share partitions on a real broker", () => {
  test("the first has all at once, a second gets its half, and what a leaving one had is the other's at once", async () => {
    const first = await processOf("a");
    expect(first.held()).toEqual(P);
    const second = await processOf("b");
    await until("each has its half", () => first.held().length === 2 && second.held().length === 2);
    expect([...first.held(), ...second.held()].sort()).toEqual(P);
    await it.publishAll(5);
    await until("all is handled", async () => (await it.waiting()) === 0);
    expect([...first.handled, ...second.handled].sort()).toEqual(P.map((partition) => [partition, 5]));
    const leftAt = performance.now();
    await first.stop();
    await until("the other has all", () => second.held().length === P.length);
    expect(performance.now() - leftAt).toBeLessThan(LEASE_MS);
  });

  test("one that is started anew under its name has what it had before at once, under higher epochs", async () => {
    const killed = await processOf("a");
    const before = P.map((partition) => killed.owned.epochOf(partition));
    const again = await processOf("a");
    expect(again.held()).toEqual(P);
    for (const [i, partition] of P.entries()) expect(again.owned.epochOf(partition)).toBeGreaterThan(before[i] as number);
    await until("the one before has noticed", () => killed.held().length === 0);
    await expect(async () => killed.owned.epochOf(0)).rejects.toMatchObject({ code: "unavailable", reason: "not_owner", retryable: true });
  });

  test("where the broker has lost its files, the partitions are taken again, above all epochs of before", async () => {
    const only = await processOf("a");
    const before = only.owned.epochOf(0);
    for (const bucket of ["KV_phm_test_members", "KV_phm_test_owners"]) await it.link.manager.streams.purge(bucket);
    await until("it has them under a higher epoch", () => only.held().length === P.length && only.owned.epochOf(0) > before);
  });

  test("a partition that was written under a later epoch is left, and taken again later", async () => {
    const only = await processOf("a");
    const before = only.owned.epochOf(2);
    await only.owned.superseded(2);
    await until("it is taken again", () => only.held().length === P.length);
    expect(only.owned.epochOf(2)).toBeGreaterThan(before);
  });
});
