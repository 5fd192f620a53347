import type { BilingualText } from "./fault-knowledge.js";
import type { WorkOrder } from "./work-order.js";

/** What lists show of a work order: neither its evidence nor its history. */
export interface WorkOrderSummary
  extends Pick<
    WorkOrder,
    | "id"
    | "ref"
    | "component"
    | "failureFamily"
    | "failureMode"
    | "tier"
    | "state"
    | "origin"
    | "openedNs"
    | "updatedNs"
    | "dueNs"
    | "endedNs"
    | "advisoryCount"
    | "eventCount"
  > {
  /** What is to be done; absent where the failure mode says it. */
  readonly title?: BilingualText;
  /** The person who has it; absent where nobody has. */
  readonly assignee?: string;
  /** Whether the machine's condition is normal again, so that somebody should look whether it can be closed. */
  readonly suggestsClosing: boolean;
}

/**
 * In which order lists of work orders come: `opened` and `updated` latest first, `due` soonest first, `urgency` by tier from `act_now` on,
 * then soonest due first.
 */
export const WORK_ORDER_SORTS = ["opened", "updated", "due", "urgency"] as const;
export type WorkOrderSort = (typeof WORK_ORDER_SORTS)[number];

export function summaryOf(order: WorkOrder): WorkOrderSummary {
  const { id, ref, component, failureFamily, failureMode, tier, state, origin, openedNs, updatedNs, dueNs, endedNs } = order;
  const { advisoryCount, eventCount, work, task, suggestsClosing } = order;
  return {
    ...{ id, ref, component, tier, state, origin, openedNs, updatedNs, dueNs, advisoryCount, eventCount },
    ...(failureFamily === undefined ? {} : { failureFamily }),
    ...(failureMode === undefined ? {} : { failureMode }),
    ...(task ? { title: task.title } : {}),
    ...(endedNs === undefined ? {} : { endedNs }),
    ...(work?.assignee === undefined ? {} : { assignee: work.assignee }),
    suggestsClosing: suggestsClosing !== undefined,
  };
}
