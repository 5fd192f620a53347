import type { ExchangeService } from "@phm/contracts";
import { type MethodHandler, page } from "@phm/service-kit";
import type { LocationMap } from "../exchange/location-map.js";
import { systemKeyOf } from "./exchange-messages.js";
import { LIST_LIMIT } from "./list-limit.js";

type ListLocations = MethodHandler<(typeof ExchangeService)["method"]["listLocations"]>;

export function listLocations(locations: LocationMap): ListLocations {
  return async (request) => {
    const { locations: found, nextCursor } = await locations.list(systemKeyOf(request), page(request, LIST_LIMIT));
    return { locations: found, nextCursor: nextCursor ?? "" };
  };
}
