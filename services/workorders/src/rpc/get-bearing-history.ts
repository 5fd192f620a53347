import { type BearingService, bearingRevisionToWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { SiteBearings } from "../bearings/site-bearings.js";
import { HISTORY_LIMIT } from "./list-limit.js";
import { sitePlace } from "./site-place.js";

type GetBearingHistory = MethodHandler<(typeof BearingService)["method"]["getBearingHistory"]>;

/** Newest first. */
export function getBearingHistory(bearings: SiteBearings): GetBearingHistory {
  return async (request) => {
    const { revisions, nextCursor } = await bearings.history(sitePlace(request), request.designation, page(request, HISTORY_LIMIT));
    return { revisions: revisions.map(bearingRevisionToWire), nextCursor: nextCursor ?? "" };
  };
}
