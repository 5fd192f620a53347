import { type PlanService, preventivePlanFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { PlanBook } from "../plans/plan-book.js";
import { planRecordToWire } from "./plan-messages.js";

type PutPlan = MethodHandler<(typeof PlanService)["method"]["putPlan"]>;

export function putPlan(plans: PlanBook): PutPlan {
  return async ({ plan, expectedRevision, actor }) => ({
    record: planRecordToWire(await plans.put(preventivePlanFromWire(plan), { expectedRevision: Number(expectedRevision), actor })),
  });
}
