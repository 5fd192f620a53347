import { PlanningService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { listPlannedStops } from "../rpc/list-planned-stops.js";
import { putPlannedStop } from "../rpc/put-planned-stop.js";
import { removePlannedStop } from "../rpc/remove-planned-stop.js";

export function planningService({ plannedStops }: WorkordersContext): GrpcService {
  return defineService(PlanningService, {
    putPlannedStop: putPlannedStop(plannedStops),
    removePlannedStop: removePlannedStop(plannedStops),
    listPlannedStops: listPlannedStops(plannedStops),
  });
}
