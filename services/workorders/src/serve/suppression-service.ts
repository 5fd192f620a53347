import { SuppressionService } from "@phm/contracts";
import { defineService, type GrpcService } from "@phm/service-kit";
import type { WorkordersContext } from "../context.js";
import { addSuppression } from "../rpc/add-suppression.js";
import { liftSuppression } from "../rpc/lift-suppression.js";
import { listSuppressions } from "../rpc/list-suppressions.js";

export function suppressionService({ suppressions }: Pick<WorkordersContext, "suppressions">): GrpcService {
  return defineService(SuppressionService, {
    addSuppression: addSuppression(suppressions),
    listSuppressions: listSuppressions(suppressions),
    liftSuppression: liftSuppression(suppressions),
  });
}
