import type { Advisory, TimeNs, WorkOrder, WorkOrderEvent } from "@phm/domain";
import { earlierTime, failureFamily, InvalidValue, isStanding, laterTime, openWorkOrderKey, TIERS } from "@phm/domain";
import { type NewEvent, NO_HISTORY, withEvents } from "./order-history.js";
import { higherTier } from "./tier-rules.js";
import { endOf, withPreviousOrder } from "./work-order/reopened-order.js";
import { workOrderId } from "./work-order-id.js";

const ACTOR = "advisory";

function open(advisory: Advisory): WorkOrder {
  const { ref, component, failureMode, tier, timeNs, dueNs, id } = advisory;
  const note = `${tier}: ${failureMode} at ${advisory.point}`;
  return {
    id: workOrderId(id),
    ref,
    component,
    failureFamily: failureFamily(failureMode),
    failureMode,
    tier,
    state: "open",
    openedNs: timeNs,
    updatedNs: timeNs,
    dueNs,
    origin: "prediction",
    openedBy: id,
    latest: advisory,
    advisoryCount: 1,
    ...withEvents(NO_HISTORY, [{ timeNs, kind: "opened", state: "open", advisoryId: id, actor: ACTOR, note }]),
  };
}

/** What an advisory changes about a standing order, in words. An advisory that changes neither name nor tier enriches it. */
function changes(order: WorkOrder, advisory: Advisory): NewEvent[] {
  const event = (kind: WorkOrderEvent["kind"], note: string): NewEvent => ({
    timeNs: advisory.timeNs,
    kind,
    advisoryId: advisory.id,
    actor: ACTOR,
    note,
  });
  const events: NewEvent[] = [];
  if (isRelabelled(order, advisory)) events.push(event("relabelled", `${order.failureMode} -> ${advisory.failureMode}`));
  if (TIERS.indexOf(advisory.tier) > TIERS.indexOf(order.tier)) events.push(event("escalated", `${order.tier} -> ${advisory.tier}`));
  return events.length > 0 ? events : [event("enriched", `${advisory.tier}: ${advisory.failureMode} at ${advisory.point}`)];
}

/** A named fault is not unlearnt: the general mode never replaces a specific one. */
function isRelabelled(order: WorkOrder, advisory: Advisory): boolean {
  return advisory.failureMode !== order.failureMode && advisory.failureMode !== "degradation_general";
}

function amend(order: WorkOrder, advisory: Advisory): WorkOrder {
  return {
    ...order,
    failureMode: isRelabelled(order, advisory) ? advisory.failureMode : order.failureMode,
    tier: higherTier(order.tier, advisory.tier),
    updatedNs: laterTime(advisory.timeNs, order.updatedNs),
    dueNs: dueDate(order, advisory),
    latest: advisory,
    advisoryCount: order.advisoryCount + 1,
    ...withEvents(order, changes(order, advisory)),
  };
}

/** The latest prediction decides; what was asked for without one may not be put off by it. */
function dueDate({ dueNs, latest }: WorkOrder, advisory: Advisory): TimeNs {
  if (advisory.tier === "watch") return dueNs;
  return latest ? advisory.dueNs : earlierTime(advisory.dueNs, dueNs);
}

const opensNone = ({ tier, suppressedBy }: Advisory): boolean => tier === "watch" || suppressedBy !== undefined;

/**
 * Brings an advisory into the work order of its key (asset, component, failure family).
 *
 * Without an order, `plan` and `act_now` open one; `watch` opens none, nor does what is suppressed. An order that stands, in whatever
 * state, is enriched, relabelled and escalated, with history. An advisory that is not newer than what the order already knows changes
 * nothing, so a repeated one is harmless, also when the order has ended meanwhile. One that was measured before the order ended says
 * nothing about what came after; a newer one opens a new order.
 * @returns the order as it should be stored: the same object when nothing changed
 * @throws InvalidValue when the advisory belongs to another key than the order
 */
export function applyAdvisory(order: WorkOrder | null, advisory: Advisory): WorkOrder | null {
  if (order === null) return opensNone(advisory) ? null : open(advisory);
  const key = openWorkOrderKey({ ...advisory, failureFamily: failureFamily(advisory.failureMode) });
  if (key !== openWorkOrderKey(order)) throw new InvalidValue("advisory", key, `about ${openWorkOrderKey(order)}`);
  if (order.latest && (advisory.id === order.latest.id || advisory.timeNs <= order.latest.timeNs)) return order;
  if (isStanding(order)) return amend(order, advisory);
  return advisory.timeNs <= endOf(order) || opensNone(advisory) ? order : withPreviousOrder(open(advisory), order);
}
