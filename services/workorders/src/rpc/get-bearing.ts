import { type BearingService, bearingEntryToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { SiteBearings } from "../bearings/site-bearings.js";
import { sitePlace } from "./site-place.js";

type GetBearing = MethodHandler<(typeof BearingService)["method"]["getBearing"]>;

export function getBearing(bearings: SiteBearings): GetBearing {
  return async (request) => ({ entry: bearingEntryToWire(await bearings.get(sitePlace(request), request.designation)) });
}
