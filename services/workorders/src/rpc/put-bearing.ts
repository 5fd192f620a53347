import { type BearingService, bearingEntryToWire, siteBearingFromWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { SiteBearings } from "../bearings/site-bearings.js";
import type { AssetRegister } from "../register/asset-register.js";
import { sitePlace } from "./site-place.js";

type PutBearing = MethodHandler<(typeof BearingService)["method"]["putBearing"]>;

/** Answers when the assets that use the bearing are announced anew; a caller that got no answer repeats, and nothing is done twice. */
export function putBearing(bearings: SiteBearings, register: AssetRegister): PutBearing {
  return async (request) => {
    const { bearing, expectedVersion, author, note } = request;
    const place = sitePlace(request);
    const entry = await bearings.put(place, siteBearingFromWire(bearing), { expectedVersion: Number(expectedVersion), author, note });
    await register.refresh(place, entry.figures.designation);
    return { entry: bearingEntryToWire(entry) };
  };
}
