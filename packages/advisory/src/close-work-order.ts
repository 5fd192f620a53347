import type { AdvisoryLink, TimeNs, Verdict, VerdictStatement, WorkOrder, WorkOrderEvent } from "@phm/domain";
import { formatTimeNs, InvalidValue, verdictId } from "@phm/domain";
import { checkActor, checkReason, checkVerdict } from "./check-verdict.js";
import { IllegalWorkOrderTransition } from "./illegal-work-order-transition.js";
import { withEvents } from "./order-history.js";

/** What closes an order. */
export interface Closing {
  readonly statement: VerdictStatement;
  readonly actor: string;
  /** When the work was done, in the machine's own time. */
  readonly timeNs: TimeNs;
  /** What the order rests on, oldest first. */
  readonly advisories: readonly AdvisoryLink[];
}

/** What ends an order without anybody having looked at the machine. */
export interface Cancellation {
  readonly actor: string;
  readonly reason: string;
  readonly timeNs: TimeNs;
}

function ended(order: WorkOrder, state: "closed" | "cancelled", event: Omit<WorkOrderEvent, "kind">): WorkOrder {
  if (order.state !== "open") throw new IllegalWorkOrderTransition(order, state);
  if (event.timeNs < order.openedNs) {
    throw new InvalidValue("timeNs", formatTimeNs(event.timeNs), `not before the order was opened (${formatTimeNs(order.openedNs)})`);
  }
  const isBeforeUpdate = event.timeNs < order.updatedNs;
  const updatedNs = isBeforeUpdate ? order.updatedNs : event.timeNs;
  return { ...order, state, updatedNs, history: withEvents(order.history, [{ ...event, kind: state }]) };
}

/** What the history says of a verdict. */
function noteOf({ result, failureMode, mechanism, cause, workDone, repaired }: VerdictStatement): string {
  const found = [failureMode, mechanism && `mechanism ${mechanism}`, cause && `cause ${cause}`].filter(Boolean).join(", ");
  return `${result}${found ? ` (${found})` : ""}, ${repaired ? "repaired" : "not repaired"}: ${workDone}`;
}

/**
 * Closes an open order with a verdict.
 * @throws IllegalWorkOrderTransition unless the order is open
 * @throws InvalidValue naming what the statement lacks, or a time before the order was opened
 */
export function closeWorkOrder(order: WorkOrder, closing: Closing): { readonly order: WorkOrder; readonly verdict: Verdict } {
  const { timeNs, advisories } = closing;
  const actor = checkActor(closing.actor);
  const statement = checkVerdict(closing.statement, order);
  const { id, ref, component, failureMode: advised } = order;
  return {
    order: ended(order, "closed", { timeNs, actor, note: noteOf(statement) }),
    verdict: { ...statement, id: verdictId(ref, id), ref, workOrder: id, component, advised, timeNs, actor, advisories },
  };
}

/**
 * Cancels an open order, with a reason.
 * @throws IllegalWorkOrderTransition unless the order is open
 * @throws InvalidValue for an actor or reason that is empty or too long
 */
export function cancelWorkOrder(order: WorkOrder, { actor, reason, timeNs }: Cancellation): WorkOrder {
  return ended(order, "cancelled", { timeNs, actor: checkActor(actor), note: checkReason(reason) });
}
