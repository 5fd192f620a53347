import { type WorkOrderService, workOrderToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { OrderEnder } from "../orders/order-ender.js";

type CancelWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["cancelWorkOrder"]>;

/** Ends an order without anybody having looked at the machine. */
export function cancelWorkOrder(ender: OrderEnder): CancelWorkOrder {
  return async ({ organisation, id, actor, reason, expectedVersion }) => {
    const command = { organisation: organisationId(organisation), id, actor, reason, expectedVersion: Number(expectedVersion) };
    const { order, version } = await ender.cancel(command);
    return { workOrder: workOrderToWire(order), version: BigInt(version) };
  };
}
