import {
  ORDER_COMMANDS,
  type OrderCommandKind,
  type OrderRole,
  STANDING_STATES,
  WORK_ORDER_STATES,
  type WorkOrderEventKind,
  type WorkOrderState,
} from "@phm/domain";

/** One row of the table: from which states a command leads where, and who may give it. */
export interface OrderTransition {
  readonly command: OrderCommandKind;
  readonly from: readonly WorkOrderState[];
  /** Absent: the order stays in its state. */
  readonly to?: WorkOrderState;
  readonly roles: readonly OrderRole[];
}

/** Who works on orders, and may call for one. */
export const WORKERS: readonly OrderRole[] = ["technician", "planner", "admin"];
const PLANNERS: readonly OrderRole[] = ["planner", "admin"];
const UNDONE: readonly WorkOrderState[] = ["open", "acknowledged", "planned", "in_progress", "on_hold"];

/**
 * The life of a work order. A state that stands here in no row for a command cannot take it. What people book late belongs to a closed order
 * too; an order that has ended never leaves its state: reopening it opens another.
 */
export const ORDER_TRANSITIONS: readonly OrderTransition[] = [
  { command: "acknowledge", from: ["open"], to: "acknowledged", roles: WORKERS },
  { command: "assign", from: UNDONE, roles: WORKERS },
  { command: "plan", from: ["open", "acknowledged", "planned", "on_hold"], to: "planned", roles: PLANNERS },
  { command: "start", from: ["open", "acknowledged", "planned"], to: "in_progress", roles: WORKERS },
  { command: "hold", from: ["acknowledged", "planned", "in_progress"], to: "on_hold", roles: WORKERS },
  { command: "resume", from: ["on_hold", "done"], to: "in_progress", roles: WORKERS },
  { command: "finish", from: ["in_progress"], to: "done", roles: WORKERS },
  { command: "verify", from: ["done"], to: "verified", roles: PLANNERS },
  { command: "close", from: STANDING_STATES, to: "closed", roles: WORKERS },
  { command: "cancel", from: UNDONE, to: "cancelled", roles: WORKERS },
  { command: "reject", from: UNDONE, to: "rejected", roles: WORKERS },
  { command: "reopen", from: ["verified"], to: "in_progress", roles: PLANNERS },
  { command: "reopen", from: ["closed", "cancelled", "rejected"], roles: PLANNERS },
  { command: "comment", from: WORK_ORDER_STATES, roles: WORKERS },
  { command: "tick", from: [...UNDONE, "done"], roles: WORKERS },
  { command: "book_time", from: [...STANDING_STATES, "closed"], roles: WORKERS },
  { command: "book_part", from: [...STANDING_STATES, "closed"], roles: WORKERS },
  { command: "attach", from: WORK_ORDER_STATES, roles: WORKERS },
];

/** What the history calls a command that was carried out. */
export const EVENT_OF: Readonly<Record<OrderCommandKind, WorkOrderEventKind>> = {
  acknowledge: "acknowledged",
  assign: "assigned",
  plan: "planned",
  start: "started",
  hold: "held",
  resume: "resumed",
  finish: "finished",
  verify: "verified",
  close: "closed",
  cancel: "cancelled",
  reject: "rejected",
  reopen: "reopened",
  comment: "commented",
  tick: "ticked",
  book_time: "time_booked",
  book_part: "part_booked",
  attach: "attached",
};

/** The row for a command in a state; undefined where there is none. */
export function transitionOf(state: WorkOrderState, command: OrderCommandKind): OrderTransition | undefined {
  return ORDER_TRANSITIONS.find((row) => row.command === command && row.from.includes(state));
}

/** What can be done with an order in this state, by whom, in the order of an order's life. */
export function legalTransitions(state: WorkOrderState): readonly OrderTransition[] {
  return ORDER_COMMANDS.flatMap((command) => transitionOf(state, command) ?? []);
}
