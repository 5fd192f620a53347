import { orderCommandFromWire, type WorkOrderService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { OrderDesk } from "../orders/order-desk.js";
import type { People } from "../orders/people.js";
import { deskRequest, orderAnswer } from "./order-messages.js";

type ChangeWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["changeWorkOrder"]>;

export function changeWorkOrder(desk: OrderDesk, people: People): ChangeWorkOrder {
  return async (request) => {
    const command = orderCommandFromWire(request.command);
    const { commandId } = request;
    return orderAnswer(await desk.change({ ...deskRequest(request), command, ...(commandId ? { commandId } : {}) }), people);
  };
}
