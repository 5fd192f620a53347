import { plannedStopFromWire, plannedStopToWire } from "@phm/contracts";
import { assetId, checkPlannedStop, DEFAULT_SITE, parseTimeNs, siteId } from "@phm/domain";
import { ServiceError } from "@phm/service-kit";
import type { Request } from "express";
import { operation } from "../api/operation.js";
import { listOf, PLACE, page } from "../api/parameters.js";
import { organisationOf, pageOf } from "../request-parameters.js";
import { newPlannedStop, plannedStop } from "../schemas/planned-stops.js";
import { instant } from "../schemas/time.js";
import { plannedStopView } from "../views/planned-stop-view.js";

const MAX_PAGE = 100;
const TAG = "Plans";

/** Planned stops of a site's machines: due dates fall on them. */
export const plannedStopOperations = [
  operation({
    id: "listPlannedStops",
    method: "get",
    path: "/planned-stops",
    demand: "read",
    tag: TAG,
    summary: "Planned stops of a site's machines",
    query: { ...PLACE, ...page(MAX_PAGE), after: instant.optional().describe("Only those that end after this time.") },
    answer: listOf(plannedStop),
    handle: async ({ workorders }, { query, request }) => {
      const afterNs = query.after === undefined ? 0n : parseTimeNs(query.after, "after");
      const asked = { ...placeOf(request, query.site), afterNs, ...pageOf(request, MAX_PAGE) };
      const { stops, nextCursor } = await workorders.planning.listPlannedStops(asked);
      return { items: stops.map((stop) => plannedStopView(plannedStopFromWire(stop))), nextCursor: nextCursor || undefined };
    },
  }),
  operation({
    id: "putPlannedStop",
    method: "put",
    path: "/planned-stops/:id",
    demand: "plan",
    tag: TAG,
    summary: "Adds or moves a planned stop",
    query: PLACE,
    body: newPlannedStop,
    answer: plannedStop,
    handle: async ({ workorders }, { params, query, body, request }) => {
      const wanted = {
        ...placeOf(request, query.site),
        id: params.id ?? "",
        ...(body.asset ? { asset: assetId(body.asset) } : {}),
        startNs: parseTimeNs(body.start, "start"),
        endNs: parseTimeNs(body.end, "end"),
        source: body.source ?? "",
        note: body.note ?? "",
      };
      checkPlannedStop(wanted);
      const { stop } = await workorders.planning.putPlannedStop({ stop: plannedStopToWire(wanted) });
      return plannedStopView(plannedStopFromWire(stop));
    },
  }),
  operation({
    id: "removePlannedStop",
    method: "delete",
    path: "/planned-stops/:id",
    demand: "plan",
    tag: TAG,
    summary: "Takes a planned stop away",
    query: PLACE,
    handle: async ({ workorders }, { params, query, request }) => {
      const { removed } = await workorders.planning.removePlannedStop({ ...placeOf(request, query.site), id: params.id ?? "" });
      if (!removed) throw new ServiceError("not_found", `there is no planned stop ${params.id}`);
    },
  }),
];

function placeOf(request: Request, site: string | undefined) {
  return { organisation: organisationOf(request), site: siteId(site ?? DEFAULT_SITE) };
}
