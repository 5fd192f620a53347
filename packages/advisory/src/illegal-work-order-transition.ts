import { formatTimeNs, type OrderCommandKind, type OrderRole, type WorkOrder, type WorkOrderState } from "@phm/domain";
import { EVENT_OF, legalTransitions } from "./work-order/order-transitions.js";

/** What cannot be done with an order in its state, and what can. `code` is how services pass it on. */
export class IllegalWorkOrderTransition extends Error {
  override readonly name = "IllegalWorkOrderTransition";
  readonly code = "failed_precondition";
  readonly retryable = false;
  readonly state: WorkOrderState;
  readonly legal: readonly OrderCommandKind[];

  constructor(
    order: Pick<WorkOrder, "id" | "state" | "history">,
    readonly command: OrderCommandKind,
  ) {
    const legal = legalTransitions(order.state).map((row) => row.command);
    const entered = order.history.findLast(({ state }) => state === order.state) ?? order.history.at(-1);
    const by = entered ? ` (by ${entered.actor}, ${formatTimeNs(entered.timeNs)})` : "";
    const change = EVENT_OF[command].replaceAll("_", " ");
    super(`work order ${order.id} is ${order.state}${by} and cannot be ${change}; legal now: ${legal.join(", ") || "nothing"}`);
    this.state = order.state;
    this.legal = legal;
  }
}

/** What a role may not do, and which may. */
export class RoleMayNot extends Error {
  override readonly name = "RoleMayNot";
  readonly code = "permission_denied";
  readonly retryable = false;

  constructor(
    readonly role: string,
    readonly command: OrderCommandKind | "create",
    roles: readonly OrderRole[],
  ) {
    super(`a ${role} may not ${command.replaceAll("_", " ")}; who may: ${roles.join(", ")}`);
  }
}

/** What is legal in the order's state, but not as the order is. */
export class WorkOrderNotReady extends Error {
  override readonly name = "WorkOrderNotReady";
  readonly code = "failed_precondition";
  readonly retryable = false;
}
