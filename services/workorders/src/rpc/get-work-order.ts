import type { WorkOrderService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { People } from "../orders/people.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import { orderAnswer } from "./order-messages.js";

type GetWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["getWorkOrder"]>;

export function getWorkOrder(orders: WorkOrderBook, people: People): GetWorkOrder {
  return async ({ organisation, id }) => orderAnswer(await orders.get(organisationId(organisation), id), people);
}
