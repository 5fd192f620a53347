import { type BearingService, bearingEntryToWire } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import { readDesignation, type SiteBearings } from "../bearings/site-bearings.js";
import type { AssetRegister } from "../register/asset-register.js";
import { sitePlace } from "./site-place.js";

type RemoveBearing = MethodHandler<(typeof BearingService)["method"]["removeBearing"]>;

/** Answers when the assets that used the bearing are announced anew. */
export function removeBearing(bearings: SiteBearings, register: AssetRegister): RemoveBearing {
  return async (request) => {
    const { expectedVersion, author, note } = request;
    const [place, designation] = [sitePlace(request), readDesignation(request.designation, "designation")];
    const { version, entry } = await bearings.remove(place, designation, { expectedVersion: Number(expectedVersion), author, note });
    await register.refresh(place, designation);
    return { version: BigInt(version), ...(entry ? { entry: bearingEntryToWire(entry) } : {}) };
  };
}
