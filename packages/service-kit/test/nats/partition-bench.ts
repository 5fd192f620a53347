import { type ConsumerGroup, consumeInOrder, type InOrderOptions, type ReceivedMessage } from "@phm/service-kit";
import { bytes, logger, partitions, type Setup, STREAM, setup, textOf } from "./setup.js";

export const PARTITIONS = [0, 1, 2, 3];
export const TOPOLOGY = [{ stream: STREAM, consumers: partitions(PARTITIONS.length, 2_000) }];
export const subjectOf = (partition: number) => `phm.test.v1.${partition}.default.default.asset`;
export const partitionIn = (message: ReceivedMessage) => Number(message.subject.split(".")[3]);
export const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Records what was done, by partition. */
export function ledger() {
  const done: number[][] = PARTITIONS.map(() => []);
  return {
    done,
    record: (message: ReceivedMessage) => done[partitionIn(message)]?.push(Number(textOf(message.payload))),
    count: () => done.flat().length,
  };
}

/** A broker with four partitions to publish to and consume from. */
export async function partitionBench() {
  const it: Setup = await setup();
  const { link, publisher, metrics } = it;
  return {
    ...it,
    /** Starts a group; it is stopped with the bench. */
    consume: async (handle: InOrderOptions["handle"], options: Partial<InOrderOptions> = {}): Promise<ConsumerGroup> => {
      const group = await consumeInOrder({
        link,
        publisher,
        metrics,
        logger,
        topology: TOPOLOGY,
        handle,
        retryMinMs: 1,
        retryMaxMs: 20,
        ...options,
      });
      it.cleanup(() => group.stop(1_000));
      return group;
    },
    /** Publishes `0…count-1` to every partition, in order within each. */
    publishAll: async (count: number): Promise<void> => {
      const publishOne = async (partition: number) => {
        for (const i of upTo(count))
          await publisher.publish({ subject: subjectOf(partition), messageId: `${partition}:${i}`, payload: bytes(String(i)) });
      };
      await Promise.all(PARTITIONS.map(publishOne));
    },
    /** Messages that the stream holds. */
    waiting: async (): Promise<number> => (await link.manager.streams.info(STREAM.name)).state.messages,
    /** Not yet acked, as the consumers see it: after a crash, server 2.9 can keep acked messages in the stream, which nobody gets any more. */
    left: async (): Promise<number> => {
      let count = 0;
      for await (const { num_pending, num_ack_pending } of link.manager.consumers.list(STREAM.name)) count += num_pending + num_ack_pending;
      return count;
    },
  };
}

export type PartitionBench = Awaited<ReturnType<typeof partitionBench>>;
