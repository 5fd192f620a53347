import {
  advisoryFromWire,
  assetRefToWire,
  tierCodec,
  workOrderEventFromWire,
  workOrderFromWire,
  workOrderSortCodec,
  workOrderStateCodec,
  workOrderSummaryFromWire,
} from "@phm/contracts";
import {
  DEFAULT_SITE,
  formatTimeNs,
  InvalidValue,
  parseTimeNs,
  TIERS,
  type Tier,
  WORK_ORDER_SORTS,
  WORK_ORDER_STATES,
  type WorkOrderSort,
  type WorkOrderState,
} from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { assetOf, organisationOf, pageOf, queryText } from "../request-parameters.js";
import { advisoryView, orderEventView, workOrderSummaryView, workOrderView } from "../views/work-order-view.js";
import { sendOrder } from "./order-commands.js";

const MAX_PAGE = 500;
const ANY_STATE = 0;

function stateOf(text: string | undefined) {
  if (text === undefined) return ANY_STATE;
  if (!WORK_ORDER_STATES.includes(text as WorkOrderState)) throw new InvalidValue("state", text, `one of ${WORK_ORDER_STATES.join(", ")}`);
  return workOrderStateCodec.toWire(text as WorkOrderState);
}

/** A parameter that is `true` or `false`, false where it is not given. */
function flagOf(request: Request, name: string): boolean {
  const text = queryText(request, name) ?? "false";
  if (text === "true" || text === "false") return text === "true";
  throw new InvalidValue(name, text, "true or false");
}

const ANY_TIER = 0;

function tierOf(text: string | undefined) {
  if (text === undefined) return ANY_TIER;
  if (!TIERS.includes(text as Tier)) throw new InvalidValue("tier", text, `one of ${TIERS.join(", ")}`);
  return tierCodec.toWire(text as Tier);
}

function sortOf(request: Request): WorkOrderSort {
  const text = queryText(request, "sort") ?? "opened";
  if (!WORK_ORDER_SORTS.includes(text as WorkOrderSort)) throw new InvalidValue("sort", text, `one of ${WORK_ORDER_SORTS.join(", ")}`);
  return text as WorkOrderSort;
}

/** `standing=true`: only what has not ended. Only the newest first are listed of all sites at once. */
function listingOf(request: Request) {
  const asset = queryText(request, "asset") ?? "";
  const sort = sortOf(request);
  const dueBefore = queryText(request, "dueBefore");
  return {
    organisation: organisationOf(request),
    site: queryText(request, "site") ?? (asset || sort !== "opened" ? DEFAULT_SITE : ""),
    asset,
    state: stateOf(queryText(request, "state")),
    onlyStanding: flagOf(request, "standing"),
    tier: tierOf(queryText(request, "tier")),
    ...(dueBefore === undefined ? {} : { dueBeforeNs: parseTimeNs(dueBefore, "dueBefore") }),
    sort: workOrderSortCodec.toWire(sort),
    onlySummaries: flagOf(request, "summary"),
    ...pageOf(request, MAX_PAGE),
  };
}

/** Work orders as they are, their history, and the advice that they come from. */
export function workOrderRoutes({ workorders }: GatewayContext): Router {
  const router = Router();
  router.get("/work-orders", async (request, response) => {
    const asked = listingOf(request);
    const { workOrders, summaries, nextCursor } = await workorders.orders.listWorkOrders(asked);
    const items = asked.onlySummaries
      ? summaries.map((summary) => workOrderSummaryView(workOrderSummaryFromWire(summary)))
      : workOrders.map((order) => workOrderView(workOrderFromWire(order)));
    response.json({ items, nextCursor: nextCursor || undefined });
  });
  router.get("/work-orders/:id", async (request, response) => {
    sendOrder(response, await workorders.orders.getWorkOrder({ organisation: organisationOf(request), id: request.params.id }));
  });
  router.get("/work-orders/:id/history", async (request, response) => {
    const asked = { organisation: organisationOf(request), id: request.params.id, ...pageOf(request, MAX_PAGE) };
    const { events, nextCursor } = await workorders.orders.listWorkOrderEvents(asked);
    const items = events.map((event) => orderEventView(workOrderEventFromWire(event)));
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
