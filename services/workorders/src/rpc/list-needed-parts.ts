import type { BillService } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { NeededParts } from "../parts/needed-parts.js";
import { neededPartToWire } from "./bill-messages.js";

type ListNeededParts = MethodHandler<(typeof BillService)["method"]["listNeededParts"]>;

export function listNeededParts(needed: NeededParts): ListNeededParts {
  return async ({ organisation, order }) => ({ parts: (await needed.of(organisationId(organisation), order)).map(neededPartToWire) });
}
