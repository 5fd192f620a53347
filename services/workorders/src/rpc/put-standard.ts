import { type InspectionService, inspectionStandardFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionPlanner } from "../inspection/inspection-planner.js";
import { inspectionChange, standardToWire } from "./inspection-messages.js";

type PutStandard = MethodHandler<(typeof InspectionService)["method"]["putStandard"]>;

export function putStandard(planner: InspectionPlanner): PutStandard {
  return async (request) => {
    const revision = await planner.putStandard(inspectionStandardFromWire(request.standard), inspectionChange(request));
    return { standard: standardToWire(revision) };
  };
}
