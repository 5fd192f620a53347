import { type PlanningService, plannedStopFromWire, plannedStopToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PlannedStops } from "../planning/planned-stops.js";

type PutPlannedStop = MethodHandler<(typeof PlanningService)["method"]["putPlannedStop"]>;

export function putPlannedStop(stops: PlannedStops): PutPlannedStop {
  return async ({ stop: message }) => {
    const stop = plannedStopFromWire(message);
    await stops.put(stop);
    return { stop: plannedStopToWire(stop) };
  };
}
