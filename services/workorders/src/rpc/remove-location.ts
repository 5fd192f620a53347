import type { ExchangeService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { LocationMap } from "../exchange/location-map.js";
import { systemKeyOf } from "./exchange-messages.js";

type RemoveLocation = MethodHandler<(typeof ExchangeService)["method"]["removeLocation"]>;

export function removeLocation(locations: LocationMap): RemoveLocation {
  return async (request) => ({ removed: await locations.remove(systemKeyOf(request), request.asset) });
}
