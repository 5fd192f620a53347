import {
  tierCodec,
  type WorkOrderService,
  workOrderSortCodec,
  workOrderStateCodec,
  workOrderSummaryToWire,
  workOrderToWire,
} from "@phm/contracts";
import { assetId, organisationId, siteId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { OrderListing } from "../orders/order-listing.js";
import type { WorkOrderBook } from "../orders/work-order-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListWorkOrders = MethodHandler<(typeof WorkOrderService)["method"]["listWorkOrders"]>;
type ListRequest = Parameters<ListWorkOrders>[0];

/** Whole orders, or their summaries alone. */
export function listWorkOrders(book: WorkOrderBook): ListWorkOrders {
  return async (request) => {
    const listing = { ...listingOf(request), ...page(request, LIST_LIMIT) };
    if (request.onlySummaries) {
      const { summaries, nextCursor } = await book.listSummaries(listing);
      return { summaries: summaries.map(workOrderSummaryToWire), nextCursor: nextCursor ?? "" };
    }
    const { orders, nextCursor } = await book.list(listing);
    return { workOrders: orders.map(workOrderToWire), nextCursor: nextCursor ?? "" };
  };
}

/** The wire writes what is not given as empty or 0. */
function listingOf({ organisation, site, asset, state, onlyStanding, tier, dueBeforeNs, sort }: ListRequest): OrderListing {
  return {
    organisation: organisationId(organisation),
    onlyStanding,
    ...(site ? { site: siteId(site) } : {}),
    ...(asset ? { asset: assetId(asset) } : {}),
    ...(state ? { state: workOrderStateCodec.fromWire(state, "state") } : {}),
    ...(tier ? { tier: tierCodec.fromWire(tier, "tier") } : {}),
    ...(dueBeforeNs ? { dueBeforeNs } : {}),
    ...(sort ? { sort: workOrderSortCodec.fromWire(sort, "sort") } : {}),
  };
}
