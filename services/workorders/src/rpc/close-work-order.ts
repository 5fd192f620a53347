import { verdictStatementFromWire, verdictToWire, type WorkOrderService, workOrderToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { OrderEnder } from "../orders/order-ender.js";

type CloseWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["closeWorkOrder"]>;

/** Ends an order with what was found; without a time it was found just now, in the machine's own time. */
export function closeWorkOrder(ender: OrderEnder): CloseWorkOrder {
  return async ({ organisation, id, statement, actor, timeNs, expectedVersion }) => {
    const { order, verdict, version } = await ender.close({
      organisation: organisationId(organisation),
      ...{ id, actor, expectedVersion: Number(expectedVersion) },
      statement: verdictStatementFromWire(statement),
      ...(timeNs > 0n ? { timeNs } : {}),
    });
    return { workOrder: workOrderToWire(order), version: BigInt(version), ...(verdict ? { verdict: verdictToWire(verdict) } : {}) };
  };
}
