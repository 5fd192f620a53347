import type { Advisory, ChannelKind, VerdictResult, WorkOrder } from "@phm/domain";
import type { Metrics } from "@phm/service-kit";

/** Every metric of workorders. */
export class WorkordersMetrics {
  private readonly advisories;
  private readonly orders;
  private readonly ends;
  private readonly notifications;

  constructor(metrics: Metrics) {
    this.advisories = metrics.counter("advisories_total", "Advisories given, by tier and failure mode", ["tier", "failure_mode"]);
    this.orders = metrics.counter("order_changes_total", "Work orders opened or enriched by advisories", ["change"]);
    this.ends = metrics.counter("orders_ended_total", "Work orders that people ended, by verdict or as cancelled", ["result"]);
    this.notifications = metrics.counter("notifications_total", "Attempts to tell people, by kind of channel and what became of them", [
      "kind",
      "result",
    ]);
  }

  /** `kind` is `none` where the channel is gone. */
  notified(kind: ChannelKind | "none", result: "sent" | "postponed" | "dead" | "dropped"): void {
    this.notifications.inc({ kind, result });
  }

  advised({ tier, failureMode }: Advisory): void {
    this.advisories.inc({ tier, failure_mode: failureMode });
  }

  ended(result: VerdictResult | "cancelled"): void {
    this.ends.inc({ result });
  }

  ordered(order: WorkOrder, advisory: Advisory): void {
    this.orders.inc({ change: order.openedBy === advisory.id ? "opened" : "enriched" });
  }
}
