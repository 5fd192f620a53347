import type { WorkOrder } from "@phm/domain";
import { formatTimeNs } from "@phm/domain";

/** What an order in this state cannot become. `code` is how services pass it on. */
export class IllegalWorkOrderTransition extends Error {
  override readonly name = "IllegalWorkOrderTransition";
  readonly code = "failed_precondition";
  readonly retryable = false;
  readonly state: WorkOrder["state"];

  constructor(
    order: Pick<WorkOrder, "id" | "state" | "history">,
    readonly to: WorkOrder["state"],
  ) {
    const last = order.history.at(-1);
    const by = last ? ` (by ${last.actor}, ${formatTimeNs(last.timeNs)})` : "";
    super(`work order ${order.id} is ${order.state}${by} and cannot be ${to}: only an open order can`);
    this.state = order.state;
  }
}
