import type { WorkOrderService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { OrderDesk } from "../orders/order-desk.js";
import type { People } from "../orders/people.js";
import { deskRequest, orderAnswer } from "./order-messages.js";

type CancelWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["cancelWorkOrder"]>;

/** Ends an order without anybody having looked at the machine. */
export function cancelWorkOrder(desk: OrderDesk, people: People): CancelWorkOrder {
  return async (request) => {
    const command = { kind: "cancel", reason: request.reason } as const;
    return orderAnswer(await desk.change({ ...deskRequest(request, "technician"), command }), people);
  };
}
