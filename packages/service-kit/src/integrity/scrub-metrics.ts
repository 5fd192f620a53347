import type { Metrics } from "../metrics/metrics.js";
import type { ScrubEvent } from "./fault.js";

/** What verifications have read and found. */
export class ScrubMetrics {
  private readonly items;
  private readonly faults;

  constructor(metrics: Metrics) {
    this.items = metrics.counter("verified_items_total", "Documents, points and blobs that verifications have read, by store", ["store"]);
    this.faults = metrics.counter("integrity_faults_total", "Faults that verifications have found, by store, kind and whether repaired", [
      "store",
      "kind",
      "repaired",
    ]);
  }

  observe(event: ScrubEvent): void {
    if ("fault" in event) {
      const { store, kind, repaired } = event.fault;
      this.faults.inc({ store, kind, repaired: String(repaired) });
    } else if (event.tally.done) this.items.inc({ store: event.tally.store }, event.tally.items);
  }
}
