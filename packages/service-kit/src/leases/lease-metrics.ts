import type { Metrics } from "../metrics/metrics.js";

/** What a process counts of its leases. @param held how many partitions it may work on now */
export function leaseMetrics(metrics: Metrics, held: () => number) {
  metrics.gauge("lease_partitions_held", "Partitions that this process may work on now.", [], (gauge) => gauge.set(held()));
  return {
    lost: metrics.counter("lease_partitions_lost_total", "Partitions that had to be left because their lease had ended or was another's.", [
      "reason",
    ]),
  };
}

export type LeaseMetrics = ReturnType<typeof leaseMetrics>;
