import { assetRefFromWire, type PlanService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { MeterBook } from "../plans/meter-book.js";
import { meterStandingToWire } from "./plan-messages.js";

type ListMeters = MethodHandler<(typeof PlanService)["method"]["listMeters"]>;

export function listMeters(meters: MeterBook): ListMeters {
  return async ({ ref }) => {
    const known = await meters.list(assetRefFromWire(ref));
    return { standings: known.map(({ meter, outlook }) => meterStandingToWire(meter, outlook)) };
  };
}
