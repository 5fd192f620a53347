import type { BillService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { NeededParts } from "../parts/needed-parts.js";
import { neededPartToWire } from "./bill-messages.js";

type ReserveNeededParts = MethodHandler<(typeof BillService)["method"]["reserveNeededParts"]>;

export function reserveNeededParts(needed: NeededParts): ReserveNeededParts {
  return async ({ organisation, order, actor }) => ({
    parts: (await needed.reserve(organisationId(organisation), order, actor)).map(neededPartToWire),
  });
}
