import { assetRefFromWire, type PrognosisService, rulEstimateToWire } from "@phm/contracts";
import { type MethodHandler, pageRange } from "@phm/service-kit";
import type { PrognosisHistory } from "../assess/prognosis-history.js";

const LIMIT = { max: 10_000, fallback: 1_000 };

type QueryPrognoses = MethodHandler<(typeof PrognosisService)["method"]["queryPrognoses"]>;

/** What was said when. */
export function queryPrognoses(history: PrognosisHistory): QueryPrognoses {
  return async (request) => {
    const { estimates, nextCursor } = await history.range(assetRefFromWire(request.ref), pageRange(request, LIMIT));
    return { estimates: estimates.map(rulEstimateToWire), nextCursor: nextCursor ?? "" };
  };
}
