import type { InspectionService } from "@phm/contracts";
import type { InspectionStandard } from "@phm/domain";
import { type MethodHandler, ServiceError } from "@phm/service-kit";
import type { InspectionBook } from "../inspection/inspection-book.js";
import { inspectionKey, standardToWire } from "./inspection-messages.js";

type GetStandard = MethodHandler<(typeof InspectionService)["method"]["getStandard"]>;

/** The latest revision, or the one that is asked for. */
export function getStandard(standards: InspectionBook<InspectionStandard>): GetStandard {
  return async (request) => {
    const key = inspectionKey(request);
    const version = Number(request.version);
    const found = version === 0 ? await standards.get(key) : await standards.revision(key, version);
    if (found) return { standard: standardToWire(found) };
    throw new ServiceError("not_found", `${key.code} has no version ${version}`, { field: "version", value: String(version) });
  };
}
