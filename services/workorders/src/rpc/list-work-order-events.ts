import { type WorkOrderService, workOrderEventToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { OrderEventLog } from "../orders/order-event-log.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListWorkOrderEvents = MethodHandler<(typeof WorkOrderService)["method"]["listWorkOrderEvents"]>;

/** The whole history, oldest first. */
export function listWorkOrderEvents(orders: WorkOrderBook, log: OrderEventLog): ListWorkOrderEvents {
  return async (request) => {
    const { order } = await orders.get(organisationId(request.organisation), request.id);
    const { events, nextCursor } = await log.list(order, page(request, LIST_LIMIT));
    return { events: events.map(workOrderEventToWire), nextCursor: nextCursor ?? "" };
  };
}
