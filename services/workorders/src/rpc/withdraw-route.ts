import type { InspectionService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionPlanner } from "../inspection/inspection-planner.js";
import { inspectionChange, inspectionKey, routeToWire } from "./inspection-messages.js";

type WithdrawRoute = MethodHandler<(typeof InspectionService)["method"]["withdrawRoute"]>;

export function withdrawRoute(planner: InspectionPlanner): WithdrawRoute {
  return async (request) => ({
    route: routeToWire(await planner.withdrawRoute(inspectionKey(request), inspectionChange(request))),
  });
}
