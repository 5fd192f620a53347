import type { PlanService } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { OccurrenceLog } from "../plans/occurrence-log.js";
import { LIST_LIMIT } from "./list-limit.js";
import { occurrenceListing, occurrenceToWire } from "./plan-messages.js";

type ListOccurrences = MethodHandler<(typeof PlanService)["method"]["listOccurrences"]>;

export function listOccurrences(log: OccurrenceLog): ListOccurrences {
  return async (request) => {
    const { occurrences, nextCursor } = await log.list(occurrenceListing(request), page(request, LIST_LIMIT));
    return { occurrences: occurrences.map(occurrenceToWire), nextCursor: nextCursor ?? "" };
  };
}
