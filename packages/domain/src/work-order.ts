import type { Advisory } from "./advisory.js";
import type { FailureFamily, FailureMode } from "./failure-mode.js";
import type { BilingualText } from "./fault-knowledge.js";
import type { AssetRef } from "./ids.js";
import type { OrderTask } from "./order-task.js";
import type { Tier } from "./tier.js";
import type { TimeNs } from "./time.js";
import type { ConditionCourse, OrderWork } from "./work-order-record.js";

/** `rejected`: a false alarm. `done`: the work is finished; `verified`: somebody else has looked at it. */
export const WORK_ORDER_STATES = [
  "open",
  "acknowledged",
  "planned",
  "in_progress",
  "on_hold",
  "done",
  "verified",
  "closed",
  "cancelled",
  "rejected",
] as const;
export type WorkOrderState = (typeof WORK_ORDER_STATES)[number];

const ENDED_STATES: readonly WorkOrderState[] = ["closed", "cancelled", "rejected"];
/** The states in which an order holds its fault: no second order is opened on it. */
export const STANDING_STATES: readonly WorkOrderState[] = WORK_ORDER_STATES.filter((state) => !ENDED_STATES.includes(state));

/** Whether the order has not ended. A state that is not known has not: it must not free the fault. */
export function isStanding({ state }: Pick<WorkOrder, "state">): boolean {
  return !ENDED_STATES.includes(state);
}

/**
 * What can happen to an order: `opened` to `escalated` by advisories, `fell_back` to `proved` by the machine's condition, the rest by
 * people.
 */
export const WORK_ORDER_EVENT_KINDS = [
  "opened",
  "enriched",
  "relabelled",
  "escalated",
  "fell_back",
  "came_back",
  "proved",
  "acknowledged",
  "assigned",
  "planned",
  "started",
  "held",
  "resumed",
  "finished",
  "verified",
  "closed",
  "cancelled",
  "rejected",
  "reopened",
  "commented",
  "ticked",
  "time_booked",
  "part_booked",
  "attached",
] as const;
export type WorkOrderEventKind = (typeof WORK_ORDER_EVENT_KINDS)[number];

/** One line of an order's history: what happened, when, by whom. Never changed. */
export interface WorkOrderEvent {
  /** 1 for the opening, one more with each. */
  readonly sequence: number;
  /** When it was put on record, in the machine's own time; never before the event that it follows. */
  readonly timeNs: TimeNs;
  readonly kind: WorkOrderEventKind;
  /** The state that the order has since, where the event changed it. */
  readonly state?: WorkOrderState;
  /** The advisory behind it; absent for what a person did. */
  readonly advisoryId?: string;
  /** A person's id, or the name of the rule. Names of persons are kept apart, so that they can be erased. */
  readonly actor: string;
  readonly note: string;
  /** Given by the caller of a command, so that a repetition is known. */
  readonly commandId?: string;
}

/** What calls for the work: an advisory, a preventive plan, a failed item of an inspection round, or a person. */
export const ORDER_ORIGINS = ["prediction", "plan", "inspection", "person"] as const;
export type OrderOrigin = (typeof ORDER_ORIGINS)[number];

/**
 * One piece of maintenance work. On a fault at most one stands per organisation, site, asset, component and failure family, wherever it
 * comes from; work without a fault (a plan's, say) stands beside it and is in nobody's way.
 */
export interface WorkOrder {
  readonly id: string;
  readonly ref: AssetRef;
  readonly component: string;
  /** Absent, with the mode, where the work is not about a fault that has a name. */
  readonly failureFamily?: FailureFamily;
  readonly failureMode?: FailureMode;
  readonly tier: Tier;
  readonly state: WorkOrderState;
  readonly openedNs: TimeNs;
  readonly updatedNs: TimeNs;
  readonly dueNs: TimeNs;
  /** What was measured up to then says nothing new; absent while it stands. */
  readonly endedNs?: TimeNs;
  readonly origin: OrderOrigin;
  /** By origin: the id of the advisory, of the plan's occurrence, of the inspection point, of the person's request. */
  readonly openedBy: string;
  /** What is to be done, where that was said; an order on a prediction has it in the advisory. */
  readonly task?: OrderTask;
  /** The latest advisory: what is known now. Absent while no prediction has said anything. */
  readonly latest?: Advisory;
  readonly advisoryCount: number;
  /** The order on the same fault that ended shortly before this one was opened. */
  readonly previousOrder?: string;
  /** Events so far, and so the version that a decision rests on. */
  readonly eventCount: number;
  /** The opening and the latest events; those between are kept by the service apart. */
  readonly history: readonly WorkOrderEvent[];
  /** What people have planned, ticked, booked and attached; absent until somebody has. */
  readonly work?: OrderWork;
  /** How the machine was before the work and is after it; absent until an assessment has told. */
  readonly course?: ConditionCourse;
  /** Why it may be closed: the condition has fallen back to normal. It never closes itself. */
  readonly suggestsClosing?: BilingualText;
}

/**
 * What at most one standing order may hold: `org:site:asset:component:family` for a fault, else
 * `org:site:asset:component:origin:reference`.
 */
export function openWorkOrderKey(
  order: Pick<WorkOrder, "ref" | "component" | "failureFamily"> & Partial<Pick<WorkOrder, "origin" | "openedBy">>,
) {
  const { organisation, site, asset } = order.ref;
  const subject = order.failureFamily ?? `${order.origin}:${order.openedBy}`;
  return `${organisation}:${site}:${asset}:${order.component}:${subject}`;
}
