import type { PlanService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PlanBook } from "../plans/plan-book.js";
import { planKeyOf, planRecordToWire } from "./plan-messages.js";

type RetirePlan = MethodHandler<(typeof PlanService)["method"]["retirePlan"]>;

export function retirePlan(plans: PlanBook): RetirePlan {
  return async (request) => {
    const { expectedRevision, actor } = request;
    return { record: planRecordToWire(await plans.retire(planKeyOf(request), { expectedRevision: Number(expectedRevision), actor })) };
  };
}
