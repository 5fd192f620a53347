import { WorkOrderService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { cancelWorkOrder } from "../rpc/cancel-work-order.js";
import { closeWorkOrder } from "../rpc/close-work-order.js";
import { getWorkOrder } from "../rpc/get-work-order.js";
import { listWorkOrders } from "../rpc/list-work-orders.js";

export function workOrderService({ orders, ender }: WorkordersContext): GrpcService {
  return defineService(WorkOrderService, {
    getWorkOrder: getWorkOrder(orders),
    listWorkOrders: listWorkOrders(orders),
    closeWorkOrder: closeWorkOrder(ender),
    cancelWorkOrder: cancelWorkOrder(ender),
  });
}
