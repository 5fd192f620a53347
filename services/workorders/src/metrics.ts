import type { EventOutcome } from "@phm/contracts";
import type { Advisory, ChannelKind, EquipmentEventKind, OrderCommandKind, Verdict, WorkOrder } from "@phm/domain";
import { MeasurementAge, type Metrics } from "@phm/service-kit";

/** Every metric of workorders. */
export class WorkordersMetrics {
  private readonly advisories;
  private readonly orders;
  private readonly commands;
  private readonly ends;
  private readonly notifications;
  private readonly equipment;
  private readonly handovers;
  private readonly events;
  readonly age: MeasurementAge;

  constructor(metrics: Metrics) {
    this.advisories = metrics.counter("advisories_total", "Advisories given, by tier and failure mode", ["tier", "failure_mode"]);
    this.orders = metrics.counter("order_changes_total", "Work orders opened or enriched by advisories", ["change"]);
    this.commands = metrics.counter("order_commands_total", "What people did with work orders", ["command"]);
    this.ends = metrics.counter("orders_ended_total", "Work orders that people ended, by verdict or as cancelled", ["result"]);
    this.age = new MeasurementAge(metrics, "the order that it calls for is opened");
    this.notifications = metrics.counter("notifications_total", "Attempts to tell people, by kind of channel and what became of them", [
      "kind",
      "result",
    ]);
    this.equipment = metrics.counter("equipment_changes_total", "Changes of the equipment register", ["kind"]);
    this.handovers = metrics.counter("exchange_handovers_total", "Attempts to hand orders to other systems, by what became of them", [
      "result",
    ]);
    this.events = metrics.counter("exchange_events_total", "Events of other systems, by what became of them; repetitions left out", [
      "outcome",
    ]);
  }

  handedOver(result: "sent" | "postponed" | "dead"): void {
    this.handovers.inc({ result });
  }

  heard(outcome: EventOutcome): void {
    this.events.inc({ outcome });
  }

  equipmentChanged(kind: EquipmentEventKind): void {
    this.equipment.inc({ kind });
  }

  /** `kind` is `none` where the channel is gone. */
  notified(kind: ChannelKind | "none", result: "sent" | "postponed" | "dead" | "dropped"): void {
    this.notifications.inc({ kind, result });
  }

  advised({ tier, failureMode }: Advisory): void {
    this.advisories.inc({ tier, failure_mode: failureMode });
  }

  /** A command that a person gave and that was carried out, with the verdict that it came to. */
  commanded(command: OrderCommandKind, verdict: Verdict | undefined): void {
    this.commands.inc({ command });
    if (command === "cancel") this.ends.inc({ result: "cancelled" });
    if (verdict && (command === "close" || command === "reject")) this.ends.inc({ result: verdict.result });
  }

  /** An order that a person called for. */
  requested(): void {
    this.orders.inc({ change: "opened" });
  }

  ordered(order: WorkOrder, advisory: Advisory): void {
    this.orders.inc({ change: order.openedBy === advisory.id ? "opened" : "enriched" });
  }
}
