import type { InspectionService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionParts } from "../inspection/open-inspection.js";
import { inspectionKey, routeToWire, standardToWire } from "./inspection-messages.js";

type GetRoute = MethodHandler<(typeof InspectionService)["method"]["getRoute"]>;

/** A route with the standards of its points: what is printed of it. */
export function getRoute({ routes, standards }: Pick<InspectionParts, "routes" | "standards">): GetRoute {
  return async (request) => {
    const key = inspectionKey(request);
    const route = await routes.get(key);
    const found = await Promise.all(route.content.points.map((code) => standards.find({ ...key, code })));
    return { route: routeToWire(route), standards: found.flatMap((each) => (each && !each.withdrawn ? [standardToWire(each)] : [])) };
  };
}
