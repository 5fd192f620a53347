import type { PlanService } from "@phm/contracts";
import type { TimeNs } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import { siteCompliance } from "../plans/compliance-figures.js";
import type { OccurrenceLog } from "../plans/occurrence-log.js";
import { complianceToWire, occurrenceListing } from "./plan-messages.js";

type GetCompliance = MethodHandler<(typeof PlanService)["method"]["getCompliance"]>;

export function getCompliance(log: OccurrenceLog, nowNs: () => TimeNs): GetCompliance {
  return async (request) => {
    const { total, plans } = await siteCompliance(log, occurrenceListing(request), nowNs());
    return {
      total: complianceToWire(total),
      plans: [...plans].map(([plan, compliance]) => ({ plan, compliance: complianceToWire(compliance) })),
    };
  };
}
