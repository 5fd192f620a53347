import { consumerMetrics } from "./consumer-metrics.js";
import { DEAD_LETTER_STREAM } from "./dead-letter.js";
import { DEFAULT_ACK_WAIT_MS, ensureTopology } from "./ensure-topology.js";
import type { ConsumerGroup, InOrderOptions } from "./in-order-types.js";
import type { GroupState, MessageInHand } from "./message-in-hand.js";
import { PartitionLanes } from "./partition-lanes.js";
import { Semaphore } from "./semaphore.js";
import { VanishedMessages } from "./vanished-messages.js";

const DEFAULT_MAX_IN_FLIGHT = 8;
const DEFAULT_RETRY_MIN_MS = 100;
const DEFAULT_RETRY_MAX_MS = 10_000;
/** Signs of work per ack wait: two may be lost before the broker delivers again. */
const HEARTBEATS_PER_ACK_WAIT = 3;

/**
 * Consumes durable consumers, each strictly in order, many side by side. What an attempt comes to:
 *
 * | outcome             | what follows                                                                    |
 * |---------------------|---------------------------------------------------------------------------------|
 * | done                | ack; the next message of the partition comes                                    |
 * | retryable error     | the message stays in hand (with signs of work) and is tried again after a pause |
 * | non-retryable error | dead letter; when the broker has stored it, term; the next message comes        |
 * | told to stop        | the message goes back to the broker (nak)                                       |
 *
 * The ack is not awaited: a lost one means a redelivery, which handlers must take anyway, and with one message out at a time the
 * broker sends no further one before it has the ack. `drain` flushes the connection, so that an orderly end loses none.
 *
 * Makes streams and consumers where they are missing, also later, when they have been deleted or the broker has lost its files.
 * Memory: up to one message for each consumer waits for its turn.
 */
export async function consumeInOrder(options: InOrderOptions): Promise<ConsumerGroup> {
  const { link, topology, maxInFlight = DEFAULT_MAX_IN_FLIGHT } = options;
  await ensureTopology(link, [...topology, { stream: DEAD_LETTER_STREAM, consumers: [] }]);

  const streams = topology.map(({ stream }) => stream.name);
  const state: GroupState = {
    handle: options.handle,
    publisher: options.publisher,
    logger: options.logger,
    metrics: consumerMetrics(options.metrics, link, topology),
    slots: new Semaphore(maxInFlight),
    retryMinMs: options.retryMinMs ?? DEFAULT_RETRY_MIN_MS,
    retryMaxMs: options.retryMaxMs ?? DEFAULT_RETRY_MAX_MS,
    inHand: new Set<MessageInHand>(),
  };
  const shortestAckWaitMs = Math.min(
    ...topology.flatMap(({ consumers }) => consumers.map(({ ackWaitMs }) => ackWaitMs ?? DEFAULT_ACK_WAIT_MS)),
  );
  const lanes = new PartitionLanes(link, topology, state, shortestAckWaitMs);
  if (options.partitions !== "when_told") await lanes.openAll();

  const heartbeat = setInterval(() => {
    for (const message of state.inHand) message.working();
  }, shortestAckWaitMs / HEARTBEATS_PER_ACK_WAIT);

  const vanished = new VanishedMessages(link, streams, options.logger);
  const watch = setInterval(() => void vanished.look(), shortestAckWaitMs);

  return {
    open: (partition) => lanes.open(partition),
    close: (partition, deadlineMs) => lanes.close(partition, deadlineMs),
    drain: async () => {
      clearInterval(watch);
      await lanes.drainAll();
      clearInterval(heartbeat);
    },
    stop: async (deadlineMs) => {
      clearInterval(watch);
      await lanes.stopAll(deadlineMs);
      // A handler that ignores its signal must not keep its message from others.
      clearInterval(heartbeat);
    },
    get inFlight() {
      return state.inHand.size;
    },
  };
}
