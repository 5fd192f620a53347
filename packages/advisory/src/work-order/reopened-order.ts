import { addSeconds, formatTimeNs, secondsBetween, type TimeNs, type WorkOrder } from "@phm/domain";
import { WorkOrderNotReady } from "../illegal-work-order-transition.js";
import { NO_HISTORY, withEvents } from "../order-history.js";
import { workOrderId } from "../work-order-id.js";
import type { CommandContext } from "./command-effect.js";

/** A new order on the same fault within 30 days of the machine's time follows the one before, whoever opens it. */
export const REOPEN_WINDOW_S = 30 * 24 * 3600;

/** When an order ended; records from before that was kept were not changed afterwards. */
export const endOf = ({ endedNs, updatedNs }: Pick<WorkOrder, "endedNs" | "updatedNs">): TimeNs => endedNs ?? updatedNs;

/** A newly opened order, linked to the latest one that has ended on the same key, if that ended within the window. */
export function withPreviousOrder(opened: WorkOrder, ended: WorkOrder): WorkOrder {
  if (secondsBetween(endOf(ended), opened.openedNs) > REOPEN_WINDOW_S) return opened;
  const [first, ...rest] = opened.history;
  const history = first ? [{ ...first, note: `${first.note}, after ${ended.id} (${ended.state})` }, ...rest] : [];
  return { ...opened, previousOrder: ended.id, history };
}

/** The order that follows one which a person reopens: of each there is one. */
export function reopenedOrderId({ id, organisation }: { readonly id: string; readonly organisation: string }): string {
  return workOrderId(`${organisation}:${id}:reopened`);
}

/**
 * A new order on the fault of one that has ended, as a person wants it: what was known, and as much time as was given then.
 * @throws WorkOrderNotReady when the window is over
 */
export function reopenedOrder(ended: WorkOrder, reason: string, { actor, timeNs, commandId }: CommandContext): WorkOrder {
  if (secondsBetween(endOf(ended), timeNs) > REOPEN_WINDOW_S) {
    const over = formatTimeNs(addSeconds(endOf(ended), REOPEN_WINDOW_S));
    throw new WorkOrderNotReady(`work order ${ended.id} could be reopened until ${over}, 30 days after its end`);
  }
  const { ref, component, failureFamily, failureMode, tier, origin, openedBy, task, latest, advisoryCount } = ended;
  const note = `${reason}, after ${ended.id} (${ended.state})`;
  const opening = { timeNs, kind: "reopened", state: "open", actor, note, ...(commandId === undefined ? {} : { commandId }) } as const;
  return {
    id: reopenedOrderId({ id: ended.id, organisation: ref.organisation }),
    ...{ ref, component, tier, origin, openedBy, advisoryCount },
    ...(failureFamily === undefined ? {} : { failureFamily }),
    ...(failureMode === undefined ? {} : { failureMode }),
    ...(task ? { task } : {}),
    ...(latest ? { latest } : {}),
    state: "open",
    openedNs: timeNs,
    updatedNs: timeNs,
    dueNs: addSeconds(timeNs, Math.max(0, secondsBetween(ended.openedNs, ended.dueNs))),
    previousOrder: ended.id,
    ...withEvents(NO_HISTORY, [opening]),
  };
}
