import { assetRefFromWire, type FeatureService } from "@phm/contracts";
import type { MethodHandler } from "@phm/service-kit";
import type { FeatureHistory } from "../history/feature-history.js";

type GetFeatureSummary = MethodHandler<(typeof FeatureService)["method"]["getFeatureSummary"]>;

/** How much is on record for an asset; an asset without features has count 0. */
export function getFeatureSummary(history: FeatureHistory): GetFeatureSummary {
  return async ({ ref }) => {
    const { count, last } = await history.summary(assetRefFromWire(ref));
    return { count: BigInt(count), lastAcquisition: last?.acquisition ?? "", lastTimeNs: last?.timeNs ?? 0n };
  };
}
