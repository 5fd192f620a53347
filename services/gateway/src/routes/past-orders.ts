import { assetRefToWire, pastOrderFromWire } from "@phm/contracts";
import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, pageOf } from "../request-parameters.js";
import { pastOrderView } from "../views/past-order-view.js";

const MAX_PAGE = 100;

/** What was done at a machine before this suite ran, as another system has it on record. */
export function pastOrderRoutes({ workorders: { pastOrders } }: GatewayContext): Router {
  const router = Router();
  router.get("/assets/:asset/past-orders", async (request, response) => {
    const ref = assetRefToWire(assetOf(request));
    const { orders, nextCursor } = await pastOrders.listPastOrders({ ref, ...pageOf(request, MAX_PAGE) });
    response.json({ items: orders.map((order) => pastOrderView(pastOrderFromWire(order))), nextCursor: nextCursor || undefined });
  });
  return router;
}
