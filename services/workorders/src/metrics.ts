import type { Advisory, WorkOrder } from "@phm/domain";
import type { Metrics } from "@phm/service-kit";

/** Every metric of workorders. */
export class WorkordersMetrics {
  private readonly advisories;
  private readonly orders;

  constructor(metrics: Metrics) {
    this.advisories = metrics.counter("advisories_total", "Advisories given, by tier and failure mode", ["tier", "failure_mode"]);
    this.orders = metrics.counter("order_changes_total", "Work orders opened or enriched by advisories", ["change"]);
  }

  advised({ tier, failureMode }: Advisory): void {
    this.advisories.inc({ tier, failure_mode: failureMode });
  }

  ordered(order: WorkOrder, advisory: Advisory): void {
    this.orders.inc({ change: order.openedBy === advisory.id ? "opened" : "enriched" });
  }
}
