import type { InspectionService } from "@phm/contracts";
import type { InspectionStandard } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { InspectionBook } from "../inspection/inspection-book.js";
import { standardToWire } from "./inspection-messages.js";
import { sitePlace } from "./site-place.js";

type ListStandards = MethodHandler<(typeof InspectionService)["method"]["listStandards"]>;

export function listStandards(standards: InspectionBook<InspectionStandard>): ListStandards {
  return async (request) => {
    const all = await standards.list(sitePlace(request));
    const { asset } = request;
    return { standards: all.filter(({ content }) => asset === "" || content.ref.asset === asset).map(standardToWire) };
  };
}
