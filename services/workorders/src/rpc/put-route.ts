import { type InspectionService, inspectionRouteFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionPlanner } from "../inspection/inspection-planner.js";
import { inspectionChange, routeToWire } from "./inspection-messages.js";

type PutRoute = MethodHandler<(typeof InspectionService)["method"]["putRoute"]>;

export function putRoute(planner: InspectionPlanner): PutRoute {
  return async (request) => ({
    route: routeToWire(await planner.putRoute(inspectionRouteFromWire(request.route), inspectionChange(request))),
  });
}
