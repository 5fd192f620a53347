import { verdictStatementFromWire, type WorkOrderService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { OrderDesk } from "../orders/order-desk.js";
import type { People } from "../orders/people.js";
import { deskRequest, orderAnswer } from "./order-messages.js";

type CloseWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["closeWorkOrder"]>;

/** Ends an order with what was found; without a time the work was done when it was finished, else just now, in the machine's own time. */
export function closeWorkOrder(desk: OrderDesk, people: People): CloseWorkOrder {
  return async (request) => {
    const statement = verdictStatementFromWire(request.statement);
    const command = { kind: "close", statement, ...(request.timeNs > 0n ? { timeNs: request.timeNs } : {}) } as const;
    return orderAnswer(await desk.change({ ...deskRequest(request, "technician"), command }), people);
  };
}
