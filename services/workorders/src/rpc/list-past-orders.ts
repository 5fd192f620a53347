import { assetRefFromWire, type PastOrderService, pastOrderToWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { PastOrderBook } from "../past-orders/past-order-book.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListPastOrders = MethodHandler<(typeof PastOrderService)["method"]["listPastOrders"]>;

export function listPastOrders(book: PastOrderBook): ListPastOrders {
  return async (request) => {
    const { orders, nextCursor } = await book.list(assetRefFromWire(request.ref), page(request, LIST_LIMIT));
    return { orders: orders.map(pastOrderToWire), nextCursor: nextCursor ?? "" };
  };
}
