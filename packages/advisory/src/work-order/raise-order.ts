import {
  type AssetRef,
  earlierTime,
  type FailureMode,
  failureFamily,
  isStanding,
  laterTime,
  type OrderOrigin,
  type OrderTask,
  openWorkOrderKey,
  TIERS,
  type Tier,
  type TimeNs,
  type WorkOrder,
} from "@phm/domain";
import { type NewEvent, NO_HISTORY, withEvents } from "../order-history.js";
import { higherTier } from "../tier-rules.js";
import { workOrderId } from "../work-order-id.js";
import { withChecks } from "./order-checklist.js";
import { withPreviousOrder } from "./reopened-order.js";

/** Work that something other than a prediction calls for. */
export interface OrderRequest {
  /** Of this request, for ever: the same one again changes nothing. */
  readonly id: string;
  readonly origin: Exclude<OrderOrigin, "prediction">;
  /** The plan's occurrence, the inspection point, the person's request: see `WorkOrder.openedBy`. */
  readonly openedBy: string;
  readonly ref: AssetRef;
  readonly component: string;
  /** Absent where the work is not about a fault that has a name. */
  readonly failureMode?: FailureMode;
  readonly tier: Tier;
  /** When it was asked for, in the machine's own time. */
  readonly timeNs: TimeNs;
  readonly dueNs: TimeNs;
  /** A person's id, or the name of what asks. */
  readonly actor: string;
  /** What the history says of it. */
  readonly note: string;
  readonly task: OrderTask;
}

/** What a request is about: the key that at most one standing order holds. */
export function requestKey({ ref, component, failureMode, origin, openedBy }: OrderRequest): string {
  return openWorkOrderKey({ ref, component, origin, openedBy, ...familyOf(failureMode) });
}

/** Of the order that a request opens, the same wherever it is computed. */
export function requestedOrderId({ ref, origin, id }: OrderRequest): string {
  return workOrderId(`${ref.organisation}:${ref.site}:${ref.asset}:${origin}:${id}`);
}

/**
 * Brings a request into the work order of its key, as `applyAdvisory` does with an advisory: none, or one that has ended, leaves room for
 * a new one; one that stands is enriched, and made more urgent where the request is. A request that the order knows changes nothing.
 * @returns the order as it should be stored: the same object when nothing changed
 */
export function raiseOrder(order: WorkOrder | null, request: OrderRequest): WorkOrder {
  if (order?.history.some(({ commandId }) => commandId === request.id)) return order;
  if (!order) return opened(request);
  return isStanding(order) ? enriched(order, request) : withPreviousOrder(opened(request), order);
}

function opened(request: OrderRequest): WorkOrder {
  const { ref, component, failureMode, tier, origin, openedBy, timeNs, dueNs, task } = request;
  const order: WorkOrder = {
    ...{ id: requestedOrderId(request), ref, component, tier, origin, openedBy, task, dueNs, state: "open", advisoryCount: 0 },
    ...familyOf(failureMode),
    ...(failureMode === undefined ? {} : { failureMode }),
    ...{ openedNs: timeNs, updatedNs: timeNs },
    ...withEvents(NO_HISTORY, [{ ...eventOf(request, "opened"), state: "open" }]),
  };
  return withChecks(order, task.checks);
}

/** What was known stays: the task that opened the order, or of a predicted fault the first that somebody has seen to it. */
function enriched(order: WorkOrder, request: OrderRequest): WorkOrder {
  const events = [eventOf(request, "enriched")];
  const escalates = TIERS.indexOf(request.tier) > TIERS.indexOf(order.tier);
  if (escalates) events.push({ ...eventOf(request, "escalated"), note: `${order.tier} -> ${request.tier}` });
  const changed = {
    ...order,
    task: order.task ?? request.task,
    tier: higherTier(order.tier, request.tier),
    dueNs: earlierTime(request.dueNs, order.dueNs),
    updatedNs: laterTime(request.timeNs, order.updatedNs),
    ...withEvents(order, events),
  };
  return withChecks(changed, request.task.checks);
}

function eventOf({ id, timeNs, actor, note }: OrderRequest, kind: NewEvent["kind"]): NewEvent {
  return { timeNs, kind, actor, note, commandId: id };
}

const familyOf = (mode: FailureMode | undefined) => (mode === undefined ? {} : { failureFamily: failureFamily(mode) });
