import { type BearingService, bearingEntryToWire } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { SiteBearings } from "../bearings/site-bearings.js";
import { LIST_LIMIT } from "./list-limit.js";
import { sitePlace } from "./site-place.js";

type ListBearings = MethodHandler<(typeof BearingService)["method"]["listBearings"]>;

/** By designation, the site's own among the built-in ones. */
export function listBearings(bearings: SiteBearings): ListBearings {
  return async (request) => {
    const { entries, nextCursor } = await bearings.list(sitePlace(request), request.search, page(request, LIST_LIMIT));
    return { entries: entries.map(bearingEntryToWire), nextCursor: nextCursor ?? "" };
  };
}
