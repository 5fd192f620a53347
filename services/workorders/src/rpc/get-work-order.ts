import { verdictToWire, type WorkOrderService, workOrderToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { WorkOrderBook } from "../orders/work-order-book.js";

type GetWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["getWorkOrder"]>;

export function getWorkOrder(orders: WorkOrderBook): GetWorkOrder {
  return async ({ organisation, id }) => {
    const { order, verdict, version } = await orders.get(organisationId(organisation), id);
    return { workOrder: workOrderToWire(order), version: BigInt(version), ...(verdict ? { verdict: verdictToWire(verdict) } : {}) };
  };
}
