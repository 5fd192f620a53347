import type { InspectionService } from "@phm/contracts";
import type { InspectionStandard } from "@phm/domain";
import { type MethodHandler, page } from "@phm/service-kit";
import type { InspectionBook } from "../inspection/inspection-book.js";
import { inspectionKey, standardToWire } from "./inspection-messages.js";
import { HISTORY_LIMIT } from "./list-limit.js";

type GetStandardHistory = MethodHandler<(typeof InspectionService)["method"]["getStandardHistory"]>;

export function getStandardHistory(standards: InspectionBook<InspectionStandard>): GetStandardHistory {
  return async (request) => {
    const { revisions, nextCursor } = await standards.history(inspectionKey(request), page(request, HISTORY_LIMIT));
    return { standards: revisions.map(standardToWire), nextCursor: nextCursor ?? "" };
  };
}
