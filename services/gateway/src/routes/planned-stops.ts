import { plannedStopFromWire, plannedStopToWire } from "@phm/contracts";
import { assetId, checkPlannedStop, DEFAULT_SITE, type PlannedStop, parseTimeNs, siteId } from "@phm/domain";
import { type Request, Router } from "express";
import type { GatewayContext } from "../context.js";
import { bodyText, jsonBody } from "../json-body.js";
import { organisationOf, pageOf, queryText } from "../request-parameters.js";
import { plannedStopView } from "../views/planned-stop-view.js";

const MAX_PAGE = 100;

/** Planned stops of a site's machines: due dates fall on them. `PUT` adds or moves one, under the id that the planning system gave it. */
export function plannedStopRoutes({ workorders: { planning } }: GatewayContext): Router {
  const router = Router();
  router.get("/planned-stops", async (request, response) => {
    const after = queryText(request, "after");
    const afterNs = after === undefined ? 0n : parseTimeNs(after, "after");
    const { stops, nextCursor } = await planning.listPlannedStops({ ...placeOf(request), afterNs, ...pageOf(request, MAX_PAGE) });
    response.json({ items: stops.map((stop) => plannedStopView(plannedStopFromWire(stop))), nextCursor: nextCursor || undefined });
  });
  router.put("/planned-stops/:id", jsonBody, async (request, response) => {
    const { stop } = await planning.putPlannedStop({ stop: plannedStopToWire(stopOf(request)) });
    response.json(plannedStopView(plannedStopFromWire(stop)));
  });
  router.delete("/planned-stops/:id", async (request, response) => {
    const { removed } = await planning.removePlannedStop({ ...placeOf(request), id: String(request.params.id) });
    response.status(removed ? 204 : 404).end();
  });
  return router;
}

function placeOf(request: Request) {
  return { organisation: organisationOf(request), site: siteId(queryText(request, "site") ?? DEFAULT_SITE) };
}

/** @throws InvalidValue naming the field of the body that breaks a rule */
function stopOf(request: Request): PlannedStop {
  const asset = bodyText(request, "asset");
  const stop = {
    ...placeOf(request),
    id: String(request.params.id),
    ...(asset ? { asset: assetId(asset) } : {}),
    startNs: parseTimeNs(bodyText(request, "start"), "start"),
    endNs: parseTimeNs(bodyText(request, "end"), "end"),
    source: bodyText(request, "source"),
    note: bodyText(request, "note"),
  };
  checkPlannedStop(stop);
  return stop;
}
