import { withinDeadline } from "../lifecycle/within-deadline.js";
import type { Metrics } from "../metrics/metrics.js";
import type { NatsLink } from "./nats-link.js";
import type { StreamTopology } from "./specs.js";

const SCRAPE_DEADLINE_MS = 1_000;

/** What a consumer group counts; the labels are streams, never partitions or assets. */
export function consumerMetrics(metrics: Metrics, link: NatsLink, topology: readonly StreamTopology[]) {
  const labels = ["stream"] as const;
  metrics.gauge("nats_lag_messages", "Messages that wait for this service, over all partitions.", labels, async (gauge) => {
    for (const one of topology) {
      const waiting = await withinDeadline(countWaiting(link, one), SCRAPE_DEADLINE_MS).catch(() => undefined);
      // While the broker is away the last known number stands: a gap would read as zero.
      if (waiting !== undefined) gauge.set({ stream: one.stream.name }, waiting);
    }
  });
  return {
    handled: metrics.counter("nats_handled_total", "Messages handled and acked.", labels),
    repeated: metrics.counter("nats_repeated_total", "Deliveries of a message that this process had just acked.", labels),
    retried: metrics.counter("nats_retried_total", "Failed attempts that are repeated in place.", [...labels, "code"]),
    deadLettered: metrics.counter("nats_dead_lettered_total", "Messages given up, by reason.", [...labels, "reason"]),
    duration: metrics.histogram("nats_handle_duration_seconds", "Time of one attempt to handle a message.", labels),
    inFlight: metrics.gauge("nats_in_flight_messages", "Messages being handled.", labels),
  };
}

export type ConsumerMetrics = ReturnType<typeof consumerMetrics>;

/** Counts for the group's own consumers: a stream may have other readers. */
async function countWaiting(link: NatsLink, { stream, consumers }: StreamTopology): Promise<number> {
  const own = new Set(consumers.map(({ durable }) => durable));
  let waiting = 0;
  for await (const { name, num_pending, num_ack_pending } of link.manager.consumers.list(stream.name)) {
    if (own.has(name)) waiting += num_pending + num_ack_pending;
  }
  return waiting;
}
