import { type WorkOrderService, workOrderStateCodec, workOrderToWire } from "@phm/contracts";
import { InvalidValue, organisationId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListWorkOrders = MethodHandler<(typeof WorkOrderService)["method"]["listWorkOrders"]>;

/** Newest first; a state of 0 means all. */
export function listWorkOrders(book: WorkOrderBook): ListWorkOrders {
  return async (request) => {
    const { organisation, site, asset, state, onlyStanding } = request;
    if (asset && !site) throw new InvalidValue("site", site, "given together with the asset");
    if (state && onlyStanding) throw new InvalidValue("onlyStanding", onlyStanding, "left out where a state is given");
    const { orders, nextCursor } = await book.list({
      organisation: organisationId(organisation),
      site,
      asset,
      onlyStanding,
      ...(state ? { state: workOrderStateCodec.fromWire(state, "state") } : {}),
      ...page(request, LIST_LIMIT),
    });
    return { workOrders: orders.map(workOrderToWire), nextCursor: nextCursor ?? "" };
  };
}
