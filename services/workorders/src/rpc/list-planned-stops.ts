import { type PlanningService, plannedStopToWire } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { PlannedStops } from "../planning/planned-stops.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListPlannedStops = MethodHandler<(typeof PlanningService)["method"]["listPlannedStops"]>;

export function listPlannedStops(planned: PlannedStops): ListPlannedStops {
  return async (request) => {
    const { organisation, site, afterNs } = request;
    const { stops, nextCursor } = await planned.list(organisationId(organisation), siteId(site), afterNs, page(request, LIST_LIMIT));
    return { stops: stops.map(plannedStopToWire), nextCursor: nextCursor ?? "" };
  };
}
