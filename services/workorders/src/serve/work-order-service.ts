import { WorkOrderService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { attachFile } from "../rpc/attach-file.js";
import { cancelWorkOrder } from "../rpc/cancel-work-order.js";
import { changeWorkOrder } from "../rpc/change-work-order.js";
import { closeWorkOrder } from "../rpc/close-work-order.js";
import { createWorkOrder } from "../rpc/create-work-order.js";
import { getWorkOrder } from "../rpc/get-work-order.js";
import { listWorkOrderEvents } from "../rpc/list-work-order-events.js";
import { listWorkOrders } from "../rpc/list-work-orders.js";
import { readAttachment } from "../rpc/read-attachment.js";

type Served = Pick<WorkordersContext, "orders" | "orderLog" | "desk" | "attachments" | "people" | "knowledge">;

export function workOrderService({ orders, orderLog, desk, attachments, people, knowledge }: Served): GrpcService {
  return defineService(WorkOrderService, {
    getWorkOrder: getWorkOrder(orders, people, knowledge),
    listWorkOrders: listWorkOrders(orders),
    listWorkOrderEvents: listWorkOrderEvents(orders, orderLog),
    createWorkOrder: createWorkOrder(desk, people),
    changeWorkOrder: changeWorkOrder(desk, people),
    closeWorkOrder: closeWorkOrder(desk, people),
    cancelWorkOrder: cancelWorkOrder(desk, people),
    attachFile: attachFile(desk, attachments, people),
    readAttachment: readAttachment(orders, attachments),
  });
}
