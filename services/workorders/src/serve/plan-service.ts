import { PlanService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { PlanParts } from "../plans/open-plans.js";
import { getCompliance } from "../rpc/get-compliance.js";
import { getPlan } from "../rpc/get-plan.js";
import { listMeterReadings } from "../rpc/list-meter-readings.js";
import { listMeters } from "../rpc/list-meters.js";
import { listOccurrences } from "../rpc/list-occurrences.js";
import { listPlans } from "../rpc/list-plans.js";
import { previewRule } from "../rpc/preview-rule.js";
import { putMeterReading } from "../rpc/put-meter-reading.js";
import { putPlan } from "../rpc/put-plan.js";
import { retirePlan } from "../rpc/retire-plan.js";

export function planService({ plans }: { readonly plans: PlanParts }): GrpcService {
  const { book, occurrences, meters, nowNs } = plans;
  return defineService(PlanService, {
    putPlan: putPlan(book),
    getPlan: getPlan(book),
    listPlans: listPlans(book),
    retirePlan: retirePlan(book),
    listOccurrences: listOccurrences(occurrences),
    previewRule: previewRule(nowNs),
    getCompliance: getCompliance(occurrences, nowNs),
    putMeterReading: putMeterReading(plans),
    listMeters: listMeters(plans),
    listMeterReadings: listMeterReadings(meters),
  });
}
