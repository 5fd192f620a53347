import { advisoryFromWire, assetRefToWire, workOrderFromWire, workOrderStateCodec } from "@phm/contracts";
import { DEFAULT_SITE, formatTimeNs, InvalidValue, WORK_ORDER_STATES, type WorkOrderState } from "@phm/domain";
import { Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, organisationOf, pageOf, queryText } from "../request-parameters.js";
import { advisoryView, workOrderView } from "../views/work-order-view.js";

const MAX_PAGE = 500;
const ANY_STATE = 0;

function stateOf(text: string | undefined) {
  if (text === undefined) return ANY_STATE;
  if (!WORK_ORDER_STATES.includes(text as WorkOrderState)) throw new InvalidValue("state", text, `one of ${WORK_ORDER_STATES.join(", ")}`);
  return workOrderStateCodec.toWire(text as WorkOrderState);
}

export function workOrderRoutes({ workorders }: GatewayContext): Router {
  const router = Router();
  router.get("/work-orders", async (request, response) => {
    const asset = queryText(request, "asset") ?? "";
    const answer = await workorders.orders.listWorkOrders({
      organisation: organisationOf(request),
      site: queryText(request, "site") ?? (asset ? DEFAULT_SITE : ""),
      asset,
      state: stateOf(queryText(request, "state")),
      ...pageOf(request, MAX_PAGE),
    });
    response.json({
      items: answer.workOrders.map((order) => workOrderView(workOrderFromWire(order))),
      nextCursor: answer.nextCursor || undefined,
    });
  });
  router.get("/work-orders/:id", async (request, response) => {
    const { workOrder, version } = await workorders.orders.getWorkOrder({ organisation: organisationOf(request), id: request.params.id });
    response.setHeader("ETag", `"${version}"`);
    response.json(workOrder && workOrderView(workOrderFromWire(workOrder)));
  });
  router.get("/assets/:asset/advisories", async (request, response) => {
    const answer = await workorders.advisories.listAdvisories({ ref: assetRefToWire(assetOf(request)), ...pageOf(request, MAX_PAGE) });
    response.json({
      items: answer.advisories.map((advisory) => advisoryView(advisoryFromWire(advisory))),
      asOf: answer.asOfAcquisition ? { acquisition: answer.asOfAcquisition, time: formatTimeNs(answer.asOfNs) } : null,
      nextCursor: answer.nextCursor || undefined,
    });
  });
  return router;
}
