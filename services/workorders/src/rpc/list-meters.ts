import { assetRefFromWire, type PlanService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PlanParts } from "../plans/open-plans.js";
import { meterStandingToWire } from "./plan-messages.js";

type ListMeters = MethodHandler<(typeof PlanService)["method"]["listMeters"]>;

/** Those that were read, then the hours that were counted. */
export function listMeters({ meters, runHours }: Pick<PlanParts, "meters" | "runHours">): ListMeters {
  return async ({ ref }) => {
    const asset = assetRefFromWire(ref);
    const [known, counted] = await Promise.all([meters.list(asset), runHours.outlook(asset)]);
    const standings = known.map(({ meter, outlook }) => meterStandingToWire(meter, outlook));
    return { standings: counted ? [...standings, meterStandingToWire("counted_hours", counted)] : standings };
  };
}
