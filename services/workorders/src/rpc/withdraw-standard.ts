import type { InspectionService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionPlanner } from "../inspection/inspection-planner.js";
import { inspectionChange, inspectionKey, standardToWire } from "./inspection-messages.js";

type WithdrawStandard = MethodHandler<(typeof InspectionService)["method"]["withdrawStandard"]>;

export function withdrawStandard(planner: InspectionPlanner): WithdrawStandard {
  return async (request) => ({
    standard: standardToWire(await planner.withdrawStandard(inspectionKey(request), inspectionChange(request))),
  });
}
