import { advisoryFromWire, assetRefToWire, workOrderEventFromWire, workOrderFromWire, workOrderStateCodec } from "@phm/contracts";
import { DEFAULT_SITE, formatTimeNs, InvalidValue, WORK_ORDER_STATES, type WorkOrderState } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, organisationOf, pageOf, queryText } from "../request-parameters.js";
import { advisoryView, orderEventView, workOrderView } from "../views/work-order-view.js";
import { sendOrder } from "./order-commands.js";

const MAX_PAGE = 500;
const ANY_STATE = 0;

function stateOf(text: string | undefined) {
  if (text === undefined) return ANY_STATE;
  if (!WORK_ORDER_STATES.includes(text as WorkOrderState)) throw new InvalidValue("state", text, `one of ${WORK_ORDER_STATES.join(", ")}`);
  return workOrderStateCodec.toWire(text as WorkOrderState);
}

/** `standing=true`: only what has not ended. */
function onlyStanding(request: Request): boolean {
  const text = queryText(request, "standing") ?? "false";
  if (text === "true" || text === "false") return text === "true";
  throw new InvalidValue("standing", text, "true or false");
}

/** Work orders as they are, their history, and the advice that they come from. */
export function workOrderRoutes({ workorders }: GatewayContext): Router {
  const router = Router();
  router.get("/work-orders", async (request, response) => {
    const asset = queryText(request, "asset") ?? "";
    const answer = await workorders.orders.listWorkOrders({
      organisation: organisationOf(request),
      site: queryText(request, "site") ?? (asset ? DEFAULT_SITE : ""),
      asset,
      state: stateOf(queryText(request, "state")),
      onlyStanding: onlyStanding(request),
      ...pageOf(request, MAX_PAGE),
    });
    response.json({
      items: answer.workOrders.map((order) => workOrderView(workOrderFromWire(order))),
      nextCursor: answer.nextCursor || undefined,
    });
  });
  router.get("/work-orders/:id", async (request, response) => {
    sendOrder(response, await workorders.orders.getWorkOrder({ organisation: organisationOf(request), id: request.params.id }));
  });
  router.get("/work-orders/:id/history", async (request, response) => {
    const asked = { organisation: organisationOf(request), id: request.params.id, ...pageOf(request, MAX_PAGE) };
    const { events, nextCursor } = await workorders.orders.listWorkOrderEvents(asked);
    const items = events.map((event, index) => orderEventView(workOrderEventFromWire(event, index + 1)));
    response.json({ items, nextCursor: nextCursor || undefined });
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
