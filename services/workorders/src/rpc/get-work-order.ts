import { faultKnowledgeToWire, type WorkOrderService } from "@phm/contracts";
import { organisationId, type WorkOrder } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { KnowledgeBase } from "../knowledge/knowledge-base.js";
import type { People } from "../orders/people.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import { orderAnswer } from "./order-messages.js";

type GetWorkOrder = MethodHandler<(typeof WorkOrderService)["method"]["getWorkOrder"]>;

export function getWorkOrder(orders: WorkOrderBook, people: People, knowledge: Pick<KnowledgeBase, "entry">): GetWorkOrder {
  return async ({ organisation, id }) => {
    const record = await orders.get(organisationId(organisation), id);
    return { ...(await orderAnswer(record, people)), ...(await knownOf(record.order, knowledge)) };
  };
}

/** What whoever opens the order takes along: tools, parts and time are not on the advisory. */
async function knownOf({ ref: { organisation, site }, failureMode }: WorkOrder, base: Pick<KnowledgeBase, "entry">) {
  if (failureMode === undefined) return {};
  const { knowledge } = await base.entry({ organisation, site, failureMode });
  return { knowledge: faultKnowledgeToWire(knowledge) };
}
