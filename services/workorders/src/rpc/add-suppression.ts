import { assetRefFromWire, failureModeCodec, type SuppressionService, suppressionToWire } from "@phm/contracts";
import { pointId } from "@phm/domain";
import type { MethodHandler } from "@phm/service-kit";
import type { SuppressionBook } from "../suppressions/suppression-book.js";

type AddSuppression = MethodHandler<(typeof SuppressionService)["method"]["addSuppression"]>;

export function addSuppression(suppressions: SuppressionBook): AddSuppression {
  return async ({ ref, point, failureMode, reason, actor, untilNs }) => {
    const suppression = await suppressions.add({
      ref: assetRefFromWire(ref),
      ...(point ? { point: pointId(point) } : {}),
      failureMode: failureModeCodec.fromWire(failureMode, "failureMode"),
      ...{ reason, actor, untilNs },
    });
    return { suppression: suppressionToWire(suppression) };
  };
}
