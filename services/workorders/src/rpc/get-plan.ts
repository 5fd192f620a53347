import type { PlanService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PlanBook } from "../plans/plan-book.js";
import { planKeyOf, planRecordToWire } from "./plan-messages.js";

type GetPlan = MethodHandler<(typeof PlanService)["method"]["getPlan"]>;

export function getPlan(plans: PlanBook): GetPlan {
  return async (request) => ({ record: planRecordToWire(await plans.get(planKeyOf(request))) });
}
