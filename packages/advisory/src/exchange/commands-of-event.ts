import type { EnterpriseOrderEvent, ExternalState, OrderCommand, WorkOrder, WorkOrderState } from "@phm/domain";

/** How far an order has come; what they say of a step that is behind us is no news. */
const COURSE: readonly WorkOrderState[] = ["open", "acknowledged", "planned", "in_progress", "done", "verified", "closed"];

/**
 * What an event of another system asks to be done with an order of ours, in this order, each kind of command once. Nothing where it is known. Whether it may be done
 * is decided where every command is.
 */
export function commandsOfEvent(order: WorkOrder, event: EnterpriseOrderEvent): OrderCommand[] {
  const plan = planOf(order, event);
  const planned = plan ? { ...order, state: "planned" as const } : order;
  return [...(plan ? [plan] : []), ...stepsTo(planned, event)];
}

function planOf({ state, work }: WorkOrder, { plannedStartNs, plannedEndNs }: EnterpriseOrderEvent): OrderCommand | undefined {
  if (plannedStartNs === undefined || plannedEndNs === undefined || hasReached(state, "in_progress")) return undefined;
  if (work?.plannedStartNs === plannedStartNs && work.plannedEndNs === plannedEndNs) return undefined;
  return { kind: "plan", startNs: plannedStartNs, endNs: plannedEndNs };
}

function stepsTo({ state }: Pick<WorkOrder, "state">, { state: wanted, note }: EnterpriseOrderEvent): OrderCommand[] {
  switch (wanted) {
    case undefined:
    case "open":
      return [];
    case "acknowledged":
      return hasReached(state, "acknowledged") ? [] : [{ kind: "acknowledge" }];
    case "in_progress":
      return state === "on_hold" ? [{ kind: "resume", note }] : hasReached(state, "in_progress") ? [] : [{ kind: "start" }];
    case "done":
      return [...stepsTo({ state }, { ...IN_PROGRESS, note }), ...(hasReached(state, "done") ? [] : [{ kind: "finish" as const, note }])];
    case "on_hold":
      return state === "on_hold"
        ? []
        : [...(state === "open" ? [{ kind: "acknowledge" as const }] : []), { kind: "hold", reason: reasonOf(wanted, note) }];
    case "cancelled":
      return state === "cancelled" ? [] : [{ kind: "cancel", reason: reasonOf(wanted, note) }];
  }
}

const IN_PROGRESS = { kind: "order", id: "", sequence: 0, state: "in_progress" } as const;

/** On hold is beside the course: what is held has been begun or not, so it has reached what comes before both. */
function hasReached(state: WorkOrderState, step: WorkOrderState): boolean {
  if (state === "cancelled" || state === "rejected") return true;
  const at = COURSE.indexOf(state === "on_hold" ? "acknowledged" : state);
  return at >= COURSE.indexOf(step);
}

function reasonOf(state: ExternalState, note: string): string {
  return note === "" ? state : note;
}
