import { type SuppressionService, suppressionToWire } from "@phm/contracts";
import { organisationId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { SuppressionBook } from "../suppressions/suppression-book.js";

type LiftSuppression = MethodHandler<(typeof SuppressionService)["method"]["liftSuppression"]>;

export function liftSuppression(suppressions: SuppressionBook): LiftSuppression {
  return async ({ organisation, id, actor, reason }) => ({
    suppression: suppressionToWire(await suppressions.lift(organisationId(organisation), id, actor, reason)),
  });
}
