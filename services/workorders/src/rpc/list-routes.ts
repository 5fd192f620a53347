import type { InspectionService } from "@phm/contracts";
import type { InspectionRoute } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionBook } from "../inspection/inspection-book.js";
import { routeToWire } from "./inspection-messages.js";
import { sitePlace } from "./site-place.js";

type ListRoutes = MethodHandler<(typeof InspectionService)["method"]["listRoutes"]>;

export function listRoutes(routes: InspectionBook<InspectionRoute>): ListRoutes {
  return async (request) => ({ routes: (await routes.list(sitePlace(request))).map(routeToWire) });
}
