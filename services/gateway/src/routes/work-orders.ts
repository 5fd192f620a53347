import { advisoryFromWire, assetRefToWire, verdictFromWire, workOrderFromWire, workOrderStateCodec } from "@phm/contracts";
import { DEFAULT_SITE, formatTimeNs, InvalidValue, WORK_ORDER_STATES, type WorkOrderState } from "@phm/domain";
import { type Request, type Response, Router } from "express";
import type { GatewayContext } from "../context.js";
import { expectedVersionOf } from "../expected-version.js";
import { bodyText, jsonBody } from "../json-body.js";
import { assetOf, organisationOf, pageOf, queryText } from "../request-parameters.js";
import { advisoryView, workOrderView } from "../views/work-order-view.js";
import { closingOf } from "./verdict-body.js";

const MAX_PAGE = 500;
const ANY_STATE = 0;
/** A command that was not answered may have been carried out: it is not repeated behind the caller's back. */
const ONCE = { idempotent: false };

function stateOf(text: string | undefined) {
  if (text === undefined) return ANY_STATE;
  if (!WORK_ORDER_STATES.includes(text as WorkOrderState)) throw new InvalidValue("state", text, `one of ${WORK_ORDER_STATES.join(", ")}`);
  return workOrderStateCodec.toWire(text as WorkOrderState);
}

/** The answers of the service on one order. */
interface OrderAnswer {
  readonly workOrder?: Parameters<typeof workOrderFromWire>[0] | undefined;
  readonly verdict?: Parameters<typeof verdictFromWire>[0] | undefined;
  readonly version: bigint;
}

function send(response: Response, { workOrder, verdict, version }: OrderAnswer): void {
  response.setHeader("ETag", `"${version}"`);
  response.json(workOrder && workOrderView(workOrderFromWire(workOrder), verdict && verdictFromWire(verdict)));
}

/** Which order, as whom, from which version of it. */
function commandOf(request: Request<{ id: string }>) {
  const expectedVersion = expectedVersionOf(request, "work order");
  return { organisation: organisationOf(request), id: request.params.id, actor: bodyText(request, "actor"), expectedVersion };
}

/** Work orders, what people do with them, and the advice that they come from. */
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
    send(response, await workorders.orders.getWorkOrder({ organisation: organisationOf(request), id: request.params.id }));
  });
  router.post("/work-orders/:id/close", jsonBody, async (request: Request<{ id: string }>, response) =>
    send(response, await workorders.orders.closeWorkOrder({ ...commandOf(request), ...closingOf(request) }, ONCE)),
  );
  router.post("/work-orders/:id/cancel", jsonBody, async (request: Request<{ id: string }>, response) =>
    send(response, await workorders.orders.cancelWorkOrder({ ...commandOf(request), reason: bodyText(request, "reason") }, ONCE)),
  );
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
