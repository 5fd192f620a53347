import type { PlanningService } from "@phm/contracts";
import { organisationId, siteId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { PlannedStops } from "../planning/planned-stops.js";

type RemovePlannedStop = MethodHandler<(typeof PlanningService)["method"]["removePlannedStop"]>;

export function removePlannedStop(stops: PlannedStops): RemovePlannedStop {
  return async ({ organisation, site, id }) => ({ removed: await stops.remove(organisationId(organisation), siteId(site), id) });
}
